"""The data of 公示单 and 公布单: what hangs in the village before and after the decision (57.19, 57.24, ssf.45)."""

import datetime as dt
from typing import Any

from jiuzhu.cases.models import Announcement, Case, Publication
from jiuzhu.cases.notices import number_of
from jiuzhu.ground.refusals import Refusal
from jiuzhu.offices.queries import village_names
from jiuzhu.plain import days
from jiuzhu.plain.money import format_grouped
from jiuzhu.printing import grounds
from jiuzhu.printing.names import office_of_township, phone_of, window_of

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

ANNOUNCED = {
    "dibao": ("最低生活保障确认公布", "下列家庭已经确认给予最低生活保障。"),
    "dibian": ("最低生活保障边缘家庭认定公布", "下列家庭已经认定为最低生活保障边缘家庭。"),
    "tekun": ("特困人员救助供养确认公布", "下列人员已经确认给予特困人员救助供养。"),
}
GROUNDS_AFTER = {
    "dibao": ("ssf.45", "57.24"),
    "dibian": ("ssf.45", "57.24"),
    "tekun": ("ssf.45", "43.18"),
}


class NotPosted(Refusal):
    """The case has no notice yet."""


class NotAnnounced(Refusal):
    """The case has no decision to grant that was announced."""


def publication(case: Case) -> dict[str, Any]:
    """The latest notice of a case. Raises NotPosted."""
    notice = Publication.objects.filter(case=case).order_by("-pk").first()
    if notice is None:
        raise NotPosted("本案还没有开始公示，没有公示单可以打印。")
    posted = notice.first_day - dt.timedelta(days=1)
    title, says = SAYS[case.programme]
    village = _village(notice.township, notice.village)
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
        "amount": _amount(notice.amount_fen),
        "places": [f"到{window_of(notice.township, posted, phone=False)}提出", f"找{village}的工作人员提出"],
        "phone": phone_of(notice.township, posted),
        "grounds": grounds.in_full(GROUNDS[case.programme], posted),
        "office": office_of_township(notice.township),
        "posted_on": days.full(posted),
        "dated": posted.isoformat(),
    }


def announcement(case: Case) -> dict[str, Any]:
    """The list this case stands in: its village's, of one programme and one day. Raises NotAnnounced."""
    own = Announcement.objects.filter(case=case).first()
    if own is None:
        raise NotAnnounced("本案还没有公布，没有公布单可以打印。")
    rows = list(
        Announcement.objects.filter(
            township=own.township, village=own.village, programme=own.programme, first_day=own.first_day
        ).order_by("pk")
    )
    title, says = ANNOUNCED[own.programme]
    return {
        "number": number_of(rows[0]),
        "title": title,
        "says": says,
        "village": _village(own.township, own.village),
        "first_day": days.full(own.first_day),
        "last_day": days.full(max(row.last_day for row in rows)),
        "paid": any(row.amount_fen is not None for row in rows),
        "rows": [
            {
                "name": row.name,
                "members": f"{row.members_count} 人",
                "amount": _amount(row.amount_fen),
                "from_month": f"{row.effective_from.year}年{row.effective_from.month}月",
            }
            for row in rows
        ],
        "window": window_of(own.township, own.first_day),
        "grounds": grounds.in_full(GROUNDS_AFTER[own.programme], own.first_day),
        "office": office_of_township(own.township),
        "dated": own.first_day.isoformat(),
    }


def _village(township: str, village: str) -> str:
    return village_names(township).get(village, village)


def _amount(fen: int | None) -> str:
    return "" if fen is None else f"{format_grouped(fen)} 元"
