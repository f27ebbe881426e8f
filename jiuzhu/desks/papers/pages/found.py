"""A case and a page of its papers, for whoever may see the case; otherwise there is none."""

from django.http import Http404, HttpRequest

from jiuzhu.cases.models import Case, Paper
from jiuzhu.desks.casework.pages.case import found_case

LARGEST = 2**63


def case_of(request: HttpRequest, number: str) -> Case:
    """The case; the access log gets whose matter it is."""
    case = found_case(request, number)
    request.matter = str(case.token)  # type: ignore[attr-defined]
    return case


def page_of(request: HttpRequest, number: str, paper: int) -> Paper:
    """A page of this very case."""
    case = case_of(request, number)
    rows = Paper.objects.select_related("original", "shown", "document", "better", "added_by")
    row = rows.filter(case=case, pk=paper).first() if paper < LARGEST else None
    if row is None:
        raise Http404(number)
    row.case = case
    return row
