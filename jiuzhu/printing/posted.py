"""The data of 公示单: the stored notice as it hangs in the village (57.19, 57.24)."""

import datetime as dt
from typing import Any

from jiuzhu.cases.models import Case, Publication
from jiuzhu.cases.notices import number_of
from jiuzhu.ground.refusals import Refusal
from jiuzhu.offices.queries import village_names
from jiuzhu.plain import days
from jiuzhu.plain.money import format_grouped
from jiuzhu.printing import grounds
from jiuzhu.printing.names import office_of_township, window_of

SAYS = {
    "dibao": ("最低生活保障审核公示", "下列家庭拟给予最低生活保障。"),
    "dibian": ("最低生活保障边缘家庭认定公示", "下列家庭拟认定为最低生活保障边缘家庭。"),
    "tekun": ("特困人员救助供养审核公示", "下列人员拟给予特困人员救助供养。"),
}
GROUNDS = {
    "dibao": ("57.19", "57.24", "tiaoli.11"),
    "dibian": ("57.19", "57.24", "tiaoli.11"),
    "tekun": ("43.15", "tiaoli.11"),
}


class NotPosted(Refusal):
    """The case has no notice yet."""


def publication(case: Case) -> dict[str, Any]:
    """The latest notice of a case. Raises NotPosted."""
    notice = Publication.objects.filter(case=case).order_by("-pk").first()
    if notice is None:
        raise NotPosted("本案还没有开始公示，没有公示单可以打印。")
    posted = notice.first_day - dt.timedelta(days=1)
    title, says = SAYS[case.programme]
    village = village_names(notice.township).get(notice.village, notice.village)
    return {
        "number": number_of(notice),
        "title": title,
        "says": says,
        "village": village,
        "days": str((notice.last_day - notice.first_day).days + 1),
        "first_day": days.full(notice.first_day),
        "last_day": days.full(notice.last_day),
        "applicant": {"name": notice.name},
        "members": f"{notice.members_count} 人",
        "amount": "" if notice.amount_fen is None else f"{format_grouped(notice.amount_fen)} 元",
        "places": [f"到{window_of(notice.township)}提出", f"找{village}的工作人员提出"],
        "grounds": grounds.in_full(GROUNDS[case.programme], posted),
        "office": office_of_township(notice.township),
        "posted_on": days.full(posted),
        "dated": posted.isoformat(),
    }
