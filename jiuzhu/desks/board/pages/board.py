"""公示 and 公布: what the village may read: name, members, amount, nothing else; it expires by itself (57.19)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.cases.models import Announcement, Publication
from jiuzhu.cases.queries import running_publications, standing_announcements
from jiuzhu.desks.shared.access import ANYONE, READ, page
from jiuzhu.figures.queries import overlay
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.scope import scoped
from jiuzhu.law.figures import reading
from jiuzhu.offices.queries import township_names
from jiuzhu.printing.posted import ANNOUNCED, SAYS

Period = tuple[dt.date, dt.date]
Sheet = Publication | Announcement


@dataclass(frozen=True, slots=True)
class Village:
    """The notices of a village, period by period."""

    code: str
    periods: list[tuple[Period, list[Sheet]]]


@dataclass(frozen=True, slots=True)
class Programme:
    """What is proposed, and to whom; `paid`: whether there is money to show."""

    title: str
    says: str
    paid: bool
    villages: list[Village]


@page(desk="board", duty=ANYONE, methods={"GET": READ})
def board(request: HttpRequest, township: str) -> HttpResponse:
    """The running notices of one township, by village. Nobody signs in for it, so nothing but notices is read."""
    day = request.day  # type: ignore[attr-defined]
    notices, announced = standing_on(day, township)
    shown = {
        "township": township,
        "programmes": _programmes(notices, SAYS),
        "announced": _programmes(announced, ANNOUNCED),
        "days": reading("publication_days", day, township, overlay()).value,
    }
    return render(request, "board/board.html", shown)


def standing_on(day: dt.date, township: str) -> tuple[list[Publication], list[Announcement]]:
    """What stands on the board of a township, before and after the decision; none there is for an unknown one."""
    if township not in township_names():
        raise Http404(township)
    # Row security lets nobody through without a post; here it opens this township, for these two questions.
    with scoped(replace(SYSTEM, scope=township)):
        return running_publications(day, township), standing_announcements(day, township)


def _programmes(notices: Sequence[Sheet], words: dict[str, tuple[str, str]]) -> list[Programme]:
    found = []
    for key, (title, says) in words.items():
        rows = sorted((n for n in notices if n.case.programme == key), key=_place)
        if rows:
            villages = [
                Village(code, [(span, list(each)) for span, each in groupby(own, key=_period)])
                for code, own in groupby(rows, key=lambda n: n.village)
            ]
            found.append(Programme(title, says, any(n.amount_fen is not None for n in rows), villages))
    return found


def _place(notice: Sheet) -> tuple[object, ...]:
    return (notice.village, notice.first_day, notice.last_day, notice.pk)


def _period(notice: Sheet) -> Period:
    return (notice.first_day, notice.last_day)
