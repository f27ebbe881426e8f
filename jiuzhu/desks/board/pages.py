"""公示: what the village may read. Name, number of members, amount, nothing else; it expires by itself (57.19)."""

import datetime as dt
from dataclasses import replace
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.cases.models import Publication
from jiuzhu.cases.queries import running_publications
from jiuzhu.desks.shared.access import ANYONE, READ, page
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.scope import scoped
from jiuzhu.law.figures import reading
from jiuzhu.offices.queries import township_names


@page(desk="board", duty=ANYONE, methods={"GET": READ})
def board(request: HttpRequest, township: str) -> HttpResponse:
    """The running notices of one township, by village. Nobody signs in for it, so nothing but notices is read."""
    if township not in township_names():
        raise Http404(township)
    day = request.day  # type: ignore[attr-defined]
    # Row security lets nobody through without a post; here it opens this township, for this one question.
    with scoped(replace(SYSTEM, scope=township)):
        notices = running_publications(day, township)
    villages = [
        {"village": village, "periods": [(span, list(rows)) for span, rows in groupby(found, key=_period)]}
        for village, found in groupby(sorted(notices, key=_place), key=lambda n: n.village)
    ]
    days = reading("publication_days", day, township).value
    return render(request, "board/board.html", {"township": township, "villages": villages, "days": days})


def _place(notice: Publication) -> tuple[object, ...]:
    return (notice.village, notice.first_day, notice.last_day, notice.pk)


def _period(notice: Publication) -> tuple[dt.date, dt.date]:
    return (notice.first_day, notice.last_day)
