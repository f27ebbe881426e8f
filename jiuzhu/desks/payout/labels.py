"""Chinese words for what stands in codes on the payout pages."""

from jiuzhu.payments.models import Run

# State of a run: kind of tag (shape and colour) and word.
RUN_STATES = {
    "prepared": ("now", "待放行"),
    "released": ("now", "已放行 待送银行"),
    "accepted": ("now", "银行已收"),
    "unknown": ("open", "结果未知 正在查询"),
    "closed": ("done", "已回盘"),
    "cancelled": ("stop", "已退回"),
}
ON_ITS_WAY = {"released", "accepted", "unknown"}
ORDER_STATES = {
    "prepared": ("now", "待放行"),
    "sent": ("now", "在途"),
    "unknown": ("open", "结果未知"),
    "paid": ("done", "已付"),
    "failed": ("stop", "退票"),
    "cancelled": ("", "已退回"),
}
MONEY_OF = {"dibao": "低保金", "tekun": "特困供养金"}
ENTRY_KINDS = {
    "allocation": "预拨",
    "owe": "应发",
    "release": "放行",
    "return": "银行回盘",
    "reversal": "冲回",
    "settle": "查清",
}
# Why nobody knows how a run ended: the tag's word, and what is known.
UNKNOWN = {
    "silent": ("没有答复", "银行没有可用的答复，文件可能已经收到，也可能没有。系统用同一编号再送、再问，不会付两次。"),
    "stopped": ("已停送", "文件不再送银行。问过银行、答复没有收到的款，可以由另一个人认定未付。"),
    "contradicts": ("回盘不符", "银行收下了文件，但回盘与送出的或已经查清的不同，没有导入。"),
    "late": ("没有回盘", "银行收下了文件，放行的第二天还没有回盘。"),
}
SAID = {
    "paid": ("done", "银行答：已付"),
    "failed": ("stop", "银行答：未付"),
    "pending": ("now", "银行答：已收，正在付"),
    "unknown": ("open", "银行答：没有收到"),
    "none": ("open", "银行没有可用的答复"),
}


def run_state(run: Run, failed: int = 0) -> tuple[str, str]:
    """Tag kind and word; a settled run says how many payments came back."""
    kind, word = RUN_STATES[run.state]
    return kind, f"{word} {failed} 笔退票" if failed else word
