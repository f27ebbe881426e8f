"""The cases behind a number of the overview."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.desks.oversight.pages import asking
from jiuzhu.desks.shared.access import READ, page
from jiuzhu.ground.refusals import BadInput
from jiuzhu.offices.queries import township_names
from jiuzhu.supervision import queries


@page(desk="oversight", duty="supervision.may_oversee", methods={"GET": READ})
def cases(request: HttpRequest) -> HttpResponse:
    """A page of the cases of one set, of one township or of all."""
    day: dt.date = request.day  # type: ignore[attr-defined]
    which = queries.sets(day).get(request.GET.get("which", "in_work"))
    if which is None:
        raise BadInput("没有这一类案件。请从概览里的数字点进来。")
    key, month = request.GET.get("which", "in_work"), asking.month_of(request)
    township = request.GET.get("township", "")
    names = township_names()
    if township and township not in names:
        raise BadInput("没有这个街道（乡镇）。请从概览里的图点进来。")
    found = queries.cases_of(key, day, month, township)
    after = asking.key_of(request)
    rows, next_key = queries.page_of(found, after)
    shown = {
        "which": which,
        "key": key,
        "month": month,
        "township": township,
        "place": names.get(township, ""),
        "rows": rows,
        "count": found.count(),
        "next_key": next_key,
        "later_page": bool(after),
    }
    return render(request, "oversight/cases.html", shown)
