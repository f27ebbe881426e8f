"""与省系统名册逐人核对: the check's line on a run, with the way to the differences (n8.2)."""

from django.urls import reverse

from jiuzhu.payments.models import Run
from jiuzhu.province import queries


def compared(run: Run) -> tuple[str, str, str, str]:
    """(sentence, detail, what is still to be done or nothing, address of the roster)."""
    roster = queries.roster_for(run)
    if roster is None:
        said = f"没有省系统名册，没有逐人核对{run.month.month}月的人员和金额"
        return said, "从省系统导出名册、导入后才能核对；没有名册也可以放行", "未核对", reverse("province:overview")
    address = reverse("province:roster", args=[roster.pk])
    waiting = queries.open_differences(run)
    if waiting:
        said = f"与省系统名册逐人核对，有 {waiting} 人不同，没有更正也没有说明"
        return said, "逐条更正或由复核人说明后才能放行（通知第八条）", "请查明", address
    return f"已与省系统名册逐人核对，{roster.persons} 人", "不同之处都已更正或说明", "", address
