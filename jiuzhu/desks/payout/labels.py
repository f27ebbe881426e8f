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
KINDS = {"new": "新增", "back": "上月未到账", "gone": "停发", "more": "增发", "less": "减发", "again": "退票重发"}
ENTRY_KINDS = {"allocation": "预拨", "owe": "应发", "release": "放行", "return": "银行回盘", "reversal": "冲回"}


def run_state(run: Run, failed: int = 0) -> tuple[str, str]:
    """Tag kind and word; a settled run says how many payments came back."""
    kind, word = RUN_STATES[run.state]
    return kind, f"{word} {failed} 笔退票" if failed else word
