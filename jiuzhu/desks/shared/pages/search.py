"""Looking somebody up within one's own scope: by name, pinyin, ID number or case number; always a POST."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.cases.queries import SEARCH_LIMIT, search_cases
from jiuzhu.desks.shared.access import READ, SIGNED_IN, page

LONGEST = 40


@page(desk="shared", duty=SIGNED_IN, methods={"GET": READ, "POST": READ})
def search(request: HttpRequest) -> HttpResponse:
    """GET: an empty form. POST: the cases found. What was typed stands in no address and no log."""
    text = request.POST.get("q", "").strip()[:LONGEST]
    found = search_cases(text, request.actor.township) if text else []
    shown = {
        "asked": request.method == "POST",
        "text": text,
        "found": found[:SEARCH_LIMIT],
        "more": len(found) > SEARCH_LIMIT,
    }
    return render(request, "shared/search.html", shown)
