"""The one-time notice: everything missing at once, and what nobody may ask the family for (57.10, ssf.62)."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from jiuzhu.cases.models import Enquiry, MissingNotice
from jiuzhu.ground.refusals import Refusal
from jiuzhu.persons.id_number import mask
from jiuzhu.plain import days
from jiuzhu.printing import grounds
from jiuzhu.printing.names import PROGRAMMES, SUFFIXES, office_of_township, window_of

GROUNDS = {"dibao": ("57.10", "ssf.62"), "dibian": ("57.10", "ssf.62"), "tekun": ("43.12", "ssf.62")}
# What the means check finds out itself. The second part is a source since the national law.
CHECKED = (
    "户籍信息", "社会保险和住房公积金的缴纳、领取情况", "不动产登记", "车辆、船舶登记", "市场主体登记和纳税情况",
    "银行存款、证券、商业保险",
)  # fmt: skip
CHECKED_BY_LAW = ("支付机构账户余额",)


class NothingMissing(Refusal):
    """An application that lacked nothing has no notice of what is missing."""


def notice_of(enquiry: Enquiry | None) -> dict[str, Any]:
    """The data of 一次性告知书 as it was given. Raises NothingMissing."""
    notice = MissingNotice.objects.filter(enquiry=enquiry).first() if enquiry else None
    if enquiry is None or notice is None:
        raise NothingMissing("这件申请没有发过一次性告知书：材料齐全的，受理时不用告知。")
    return {
        "number": f"{enquiry.number}-{SUFFIXES['missing_notice']}",
        "office": office_of_township(enquiry.township),
        "window": window_of(enquiry.township, notice.on),
        "on": days.full(notice.on),
        "dated": notice.on.isoformat(),
        "programme": PROGRAMMES[enquiry.programme],
        "applicant": {"name": enquiry.name, "number": applicants_number(enquiry)},
        "missing": [_item(one) for one in notice.items],
        "not_needed": not_needed(notice.on),
        "grounds": grounds.in_full(GROUNDS.get(enquiry.programme, ("ssf.62",)), notice.on),
    }


def not_needed(on: dt.date) -> list[str]:
    """What is verified by the means check and must not be asked for on this day."""
    return [*CHECKED, *(CHECKED_BY_LAW if grounds.holding(["ssf.41"], on) else ())]


def _item(stored: str | Mapping[str, Any]) -> dict[str, Any]:
    """An item is its name, or a name with how to supply it, whether a written pledge will do, and its clauses."""
    item = {"what": stored} if isinstance(stored, str) else stored
    cited = item.get("clause") or ()
    return {
        "what": item["what"],
        "how": item.get("how", ""),
        "pledge": bool(item.get("pledge", False)),
        "clause": grounds.names([cited] if isinstance(cited, str) else cited),
    }


def applicants_number(enquiry: Enquiry) -> str:
    """The applicant's masked number where the draft has it."""
    draft = json.loads(enquiry.draft) if enquiry.draft else {}
    members = draft.get("members") or [{}]
    number = str(members[0].get("number", "")).strip()
    return mask(number) if number else ""
