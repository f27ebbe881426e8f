"""`assess`: what the law answers for one household on one day in one township, programme by programme, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.law.figures import Overlay
from jiuzhu.law.rules import programmes
from jiuzhu.law.rules.care import BEARER_DISTRICT, BEARER_TOWNSHIP, CARE_CLASSES, CLASS_ABLE, CLASS_FULL, CLASS_PARTIAL
from jiuzhu.law.rules.engine import NOT_KNOWN
from jiuzhu.law.rules.explaining import Explained, Line
from jiuzhu.law.rules.facts import CARE_LEVELS
from jiuzhu.law.rules.parameters import Figures, figures_for
from jiuzhu.law.rules.plan import all_columns
from jiuzhu.law.rules.preparing import prepare
from jiuzhu.law.situation import BadSituation, Situation
from jiuzhu.plain.money import format_plain

__all__ = ["Assessment", "BadSituation", "Finding", "Line", "Situation", "TekunGrant", "assess"]

CLASS_KEYS = {CLASS_FULL: "full", CLASS_PARTIAL: "partial", CLASS_ABLE: "able"}
assert set(CLASS_KEYS) < set(CARE_CLASSES)


@dataclass(frozen=True)
class TekunGrant:
    """What a 特困 person is supported with; fen a month. None: not known, and the lines say why."""

    living_fen: int | None = None
    care_class: str | None = None
    care_level: str | None = None
    care_fee_fen: int | None = None
    pocket_money_floor_fen: int | None = None
    bearer: str | None = None


@dataclass(frozen=True)
class Finding:
    """One programme's answer. Money in fen, per capita and amount monthly; None where the programme has none.
    `unconfirmed`: names of the figures it used that nobody has confirmed."""

    programme: str
    eligible: bool
    members: tuple[str, ...]
    per_capita_fen: int | None
    line_fen: int | None
    amount_fen: int | None
    lines: tuple[Line, ...]
    why: str
    unconfirmed: tuple[str, ...]
    grant: TekunGrant | None = None
    alone: bool = False  # 低保 for single members of a household that is not 低保 itself (57号 Art. 8)

    def as_json(self) -> dict[str, Any]:
        """Exactly the object of situations.md."""
        answer: dict[str, Any] = {"eligible": self.eligible}
        if self.programme in ("dibao", "dibian"):
            answer["members"] = list(self.members)
        if self.grant is None:
            answer["per_capita"] = _money(self.per_capita_fen)
            answer["line"] = _money(self.line_fen)
        else:
            answer |= _grant_json(self.grant)
        if self.programme == "dibao":
            answer["amount"] = _money(self.amount_fen)
        answer["lines"] = [_line_json(line) for line in self.lines]
        return answer | {"why": self.why, "unconfirmed": list(self.unconfirmed)}


@dataclass(frozen=True)
class Assessment:
    """All programmes for a household on a day; a programme that isn't built is absent."""

    on: date
    township: str
    programmes: Mapping[str, Finding]

    def as_json(self) -> dict[str, Any]:
        """Exactly as situations.md."""
        findings = {name: finding.as_json() for name, finding in self.programmes.items()}
        return {"on": self.on.isoformat(), "township": self.township, "programmes": findings}


def assess(situation: Situation, on: date, township: str, overlay: Overlay | None = None) -> Assessment:
    """Asks the law in force on `on` in `township`. The situation's own `figures` stand before `overlay`, which stands
    before the files. Raises `BadSituation` for a figure nobody knows, `NoValueOnDay` for a day before the first."""
    figures = figures_for(on, township, _overlay(situation, overlay))
    return assess_with(situation, on, figures)


def assess_with(situation: Situation, on: date, figures: Figures) -> Assessment:
    """The same with the figures already read."""
    prepared = prepare(situation, on)
    values = all_columns(prepared.facts, prepared.homes, figures)
    ids = tuple(member.id for member in situation.household)
    told = Explained(values, prepared, figures, ids)
    found = [_dibao(told), _dibian(told), _tekun(told)]
    if told.number("hardship_line") != NOT_KNOWN:  # no standard was found for the time before the notice
        found.append(_hardship(told))
    return Assessment(on, figures.township, {finding.programme: finding for finding in found})


def _overlay(situation: Situation, overlay: Overlay | None) -> Overlay | None:
    if not situation.figures:
        return overlay
    return Overlay.in_place(situation.figures).over(overlay)


def _dibao(told: Explained) -> Finding:
    eligible = bool(told.number("dibao_eligible"))
    return Finding(
        programme="dibao",
        eligible=eligible,
        members=_who(told, "dibao_member" if eligible else "assessed"),
        per_capita_fen=told.number("dibao_per_capita"),
        line_fen=told.number("dibao_line"),
        amount_fen=told.number("dibao_amount") if eligible else None,
        lines=(lines := told.lines(programmes.DIBAO)),
        why=told.sentence("dibao_why"),
        unconfirmed=_unconfirmed(told, lines),
        alone=told.number("singles") > 0,
    )


def _dibian(told: Explained) -> Finding:
    eligible = bool(told.number("dibian_eligible"))
    return Finding(
        programme="dibian",
        eligible=eligible,
        members=_who(told, "dibian_member" if eligible else "assessed"),
        per_capita_fen=told.number("per_capita"),
        line_fen=told.number("dibian_line"),
        amount_fen=None,
        lines=(lines := told.lines(programmes.DIBIAN)),
        why=told.sentence("dibian_why"),
        unconfirmed=_unconfirmed(told, lines),
    )


def _hardship(told: Explained) -> Finding:
    return Finding(
        programme="disability_hardship",
        eligible=bool(told.number("hardship_eligible")),
        members=_who(told, "assessed"),
        per_capita_fen=told.number("per_capita"),
        line_fen=told.number("hardship_line"),
        amount_fen=None,
        lines=(lines := told.lines(programmes.HARDSHIP)),
        why=told.sentence("hardship_why"),
        unconfirmed=_unconfirmed(told, lines),
    )


def _tekun(told: Explained) -> Finding:
    eligible = bool(told.number("tekun_eligible"))
    lines = told.lines(programmes.TEKUN_GRANT if eligible else programmes.TEKUN)
    return Finding(
        programme="tekun",
        eligible=eligible,
        members=_who(told, "tekun_member"),
        per_capita_fen=None,
        line_fen=None,
        amount_fen=None,
        lines=lines,
        why=told.sentence("tekun_why"),
        unconfirmed=_unconfirmed(told, lines),
        grant=_grant(told) if eligible else TekunGrant(),
    )


def _grant(told: Explained) -> TekunGrant:
    level = told.number("care_level")
    bearers = {BEARER_DISTRICT: "district", BEARER_TOWNSHIP: told.figures.township}
    return TekunGrant(
        living_fen=_known(told.number("living")),
        care_class=CLASS_KEYS.get(told.number("care_class")),
        care_level=None if level == NOT_KNOWN else CARE_LEVELS[level],
        care_fee_fen=_known(told.number("care_fee")),
        pocket_money_floor_fen=_known(told.number("pocket_money_floor")),
        bearer=bearers.get(told.number("bearer")),
    )


def _who(told: Explained, flag: str) -> tuple[str, ...]:
    return tuple(of for number, of in enumerate(told.ids) if told.values[flag][number])


def _known(fen: int) -> int | None:
    return None if fen == NOT_KNOWN else fen


def _unconfirmed(told: Explained, lines: tuple[Line, ...]) -> tuple[str, ...]:
    used = sorted({name for line in lines for name in line.parameters})
    return tuple(name for name in used if not told.figures.readings[name].confirmed)


def _money(fen: int | None) -> str | None:
    return None if fen is None else format_plain(fen)


def _grant_json(grant: TekunGrant) -> dict[str, Any]:
    return {
        "living": _money(grant.living_fen),
        "care_class": grant.care_class,
        "care_level": grant.care_level,
        "care_fee": _money(grant.care_fee_fen),
        "pocket_money_floor": _money(grant.pocket_money_floor_fen),
        "bearer": grant.bearer,
    }


def _line_json(line: Line) -> dict[str, Any]:
    return {
        "key": line.key,
        "of": line.of,
        "label": line.label,
        "value": line.value,
        "unit": line.unit,
        "how": line.how,
        "clause": "、".join(line.clause),
        "parameters": list(line.parameters),
    }
