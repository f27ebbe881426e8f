"""Which help fits a household: 特困, 低保 whole, 单人户, 低边. One application is asked about all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jiuzhu.cases.models import Case
from jiuzhu.law.assess import Assessment, Finding

NAMES = {"tekun": "特困", "dibao": "低保", "single": "单人户低保", "dibian": "低边"}
PROGRAMMES = {"tekun": "tekun", "dibao": "dibao", "single": "dibao", "dibian": "dibian"}
PERSONAL = {"tekun", "single"}  # for the persons themselves, not for their household


@dataclass(frozen=True, slots=True)
class Way:
    """What the law says about one of the ways. `members`: rows of who would be covered; `found`: with its lines.

    `amount_fen`: a month; of 特困 the living standard; None where there is no money or the standard is not published.
    """

    key: str
    eligible: bool
    members: tuple[int, ...]
    amount_fen: int | None
    why: str
    found: Finding

    @property
    def name(self) -> str:
        """As a clerk says it."""
        return NAMES[self.key]

    def plain(self) -> dict[str, Any]:
        """As it is stored with a finding."""
        return {
            "amount_fen": self.amount_fen,
            "eligible": self.eligible,
            "key": self.key,
            "members": list(self.members),
            "why": self.why,
        }


def way_of(case: Case) -> str:
    """The way this case goes."""
    return "single" if case.alone else case.programme


def ways_of(answer: Assessment, applicant: int) -> Mapping[str, Way]:
    """All four, in the order the law asks them; `applicant` is the member whose 特困 is asked."""
    dibao, dibian, tekun = (answer.programmes[key] for key in ("dibao", "dibian", "tekun"))
    whole, alone = dibao.eligible and not dibao.alone, dibao.eligible and dibao.alone
    living = tekun.grant.living_fen if tekun.grant else None
    found = (
        Way("tekun", tekun.eligible, (applicant,) if tekun.eligible else (), living, tekun.why, tekun),
        Way("dibao", whole, _rows(dibao) if whole else (), dibao.amount_fen if whole else None, dibao.why, dibao),
        Way(
            "single",
            alone,
            _rows(dibao) if alone else (),
            dibao.amount_fen if alone else None,
            dibao.why if alone else _why_not_alone(whole, dibian),
            dibao,
        ),
        Way("dibian", dibian.eligible, _rows(dibian) if dibian.eligible else (), None, dibian.why, dibian),
    )
    return {way.key: way for way in found}


def _why_not_alone(whole: bool, dibian: Finding) -> str:
    if whole:
        return "整户符合低保，整户纳入，不能只纳入其中的人。"
    if dibian.eligible:
        return "低边家庭中没有重度残疾、三级智力或精神残疾、患重病，且本人收入低于低保标准的成员。"
    return "整户不符合低边，成员不能单独进低保。"


def _rows(found: Finding) -> tuple[int, ...]:
    return tuple(int(member.removeprefix("m")) for member in found.members)
