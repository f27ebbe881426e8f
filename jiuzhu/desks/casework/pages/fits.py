"""哪一种救助适合: what the law says to each way a case can go, stored with the finding or looked ahead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jiuzhu.cases.ways import NAMES


@dataclass(frozen=True, slots=True)
class Fit:
    """One way as the page tells it. `own`: the way this case goes; `who`: persons it would be for, by name."""

    key: str
    name: str
    eligible: bool
    own: bool
    amount_fen: int | None
    who: str
    why: str


def fits_of(ways: Iterable[Mapping[str, Any]], own: str, names: Mapping[int, str]) -> tuple[Fit, ...]:
    """In the order the law asks: 特困 before 低保 before 低边."""
    return tuple(
        Fit(
            key=way["key"],
            name=NAMES[way["key"]],
            eligible=way["eligible"],
            own=way["key"] == own,
            amount_fen=way["amount_fen"],
            who="、".join(names.get(member, "") for member in way["members"]),
            why=way["why"],
        )
        for way in ways
    )


def told(fit: Fit) -> str:
    """A way in one line, for a choice: whom it is for and how much it is."""
    money = f"，每月 {fit.amount_fen // 100:,}.{fit.amount_fen % 100:02d} 元" if fit.amount_fen is not None else ""
    return f"{fit.name}：{fit.who}{money}"
