"""The demo's stories, each with its case where the actor may see it; only in a demo."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.cases import queries
from jiuzhu.desks.shared.access import READ, SIGNED_IN, page
from jiuzhu.desks.shared.demo_stories import BY_APPLICANT, STORIES


@page(desk="shared", duty=SIGNED_IN, methods={"GET": READ})
def stories(request: HttpRequest) -> HttpResponse:
    """Ten families, one for each way an application can go."""
    if not settings.DEMO:
        raise Http404
    cases = {case.applicant.name: case for case in queries.cases_of(list(BY_APPLICANT))}
    rows = [(story, cases.get(story.applicant)) for story in STORIES]
    return render(request, "shared/stories.html", {"rows": rows, "found": len(cases)})
