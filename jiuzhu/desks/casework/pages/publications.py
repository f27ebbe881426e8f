"""公示 and 公布 as the office sees them: which notices stand or wait for their result, what is announced now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.cases import queries
from jiuzhu.desks.casework.pages.notices import state_of
from jiuzhu.desks.shared.access import READ, SIGNED_IN, page


@page(desk="casework", duty=SIGNED_IN, methods={"GET": READ})
def publications(request: HttpRequest) -> HttpResponse:
    """The township's notices without a result yet, the one that ends first on top."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    rows = [{"notice": n, "state": state_of(n, day)} for n in queries.open_publications(actor.township)]
    announced = queries.standing_announcements(day, actor.township)
    shown = {"rows": rows, "announced": announced, "township": actor.township}
    return render(request, "casework/publications.html", shown)
