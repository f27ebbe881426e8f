"""The case page: one page for every post, the acts on it by duty."""

from django.http import Http404, HttpRequest, HttpResponse

from jiuzhu.cases import duties, queries
from jiuzhu.cases.models import Case
from jiuzhu.desks.casework.pages.sheet import show
from jiuzhu.desks.shared.access import READ, page


def found_case(request: HttpRequest, number: str) -> Case:
    """The case, if row security and the duty let this actor see it; otherwise there is none."""
    case = queries.case_by_number(number) if number.isprintable() else None
    if case is None or not duties.may_see(request.actor, case.township).yes:  # type: ignore[attr-defined]
        raise Http404(number)
    return case


@page(desk="casework", duty="cases.may_see", methods={"GET": READ})
def case_page(request: HttpRequest, number: str) -> HttpResponse:
    """A case for whoever may see it."""
    return show(request, found_case(request, number))
