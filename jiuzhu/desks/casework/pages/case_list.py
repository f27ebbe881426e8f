"""The township's cases, latest first, page by page."""

import re

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.cases import queries
from jiuzhu.cases.models import Task
from jiuzhu.desks.casework.pages.sheet import state_of
from jiuzhu.desks.shared.access import READ, SIGNED_IN, page
from jiuzhu.desks.shared.labels import PROGRAMMES
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.offices.queries import township_names
from jiuzhu.plain import days

KEY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.[0-9]{1,18}")


@page(desk="casework", duty=SIGNED_IN, methods={"GET": READ})
def case_list(request: HttpRequest) -> HttpResponse:
    """Staff see their own township; the bureau chooses one."""
    actor = request.actor  # type: ignore[attr-defined]
    townships = township_names() if actor.scope == DISTRICT else {}
    after = _key(request.GET.get("after", ""))
    wanted = request.GET.get("township", "")
    township = wanted if wanted in townships else actor.township or next(iter(townships), "")
    cases, next_key = queries.case_list(township, after)
    open_steps = Task.objects.filter(closed_on__isnull=True).only("case_id", "step", "title").order_by("pk")
    waiting = Prefetch("tasks", open_steps, to_attr="waiting")
    prefetch_related_objects(cases, waiting)
    rows = [
        {
            "case": case,
            "state": state_of(case, case.waiting),
            "programme": PROGRAMMES[case.programme],
            "due_on": case.extended_to or case.due_on,
        }
        for case in cases
    ]
    context = {
        "rows": rows,
        "next_key": next_key,
        "first_page": not after,
        "township": township,
        "townships": townships,
    }
    return render(request, "casework/list.html", context)


def _key(text: str) -> str:
    """The place to go on from; anything else begins at the first page."""
    read = KEY.fullmatch(text)
    try:
        return text if read and days.parse(read[1]) else ""
    except days.BadDay:
        return ""
