"""The township's cases, latest first, page by page."""

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.cases import queries
from jiuzhu.cases.models import Task
from jiuzhu.desks.casework import labels
from jiuzhu.desks.casework.pages.sheet import state_of
from jiuzhu.desks.shared.access import READ, SIGNED_IN, page
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.offices.queries import township_names


@page(desk="casework", duty=SIGNED_IN, methods={"GET": READ})
def case_list(request: HttpRequest) -> HttpResponse:
    """Staff see their own township; the bureau chooses one."""
    actor = request.actor  # type: ignore[attr-defined]
    townships = township_names() if actor.scope == DISTRICT else {}
    wanted = request.GET.get("township", "")
    township = wanted if wanted in townships else actor.township or next(iter(townships), "")
    cases, next_key = queries.case_list(township, request.GET.get("after", ""))
    waiting = Prefetch("tasks", Task.objects.filter(closed_on__isnull=True).order_by("pk"), to_attr="waiting")
    prefetch_related_objects(cases, waiting)
    rows = [
        {
            "case": case,
            "state": state_of(case, case.waiting),
            "programme": labels.PROGRAMMES_SHORT[case.programme],
            "due_on": case.extended_to or case.due_on,
        }
        for case in cases
    ]
    context = {
        "rows": rows,
        "next_key": next_key,
        "first_page": not request.GET.get("after"),
        "township": township,
        "townships": townships,
    }
    return render(request, "casework/list.html", context)
