"""A case's notice as PDF, read-only, shown by the browser; every look stands in the access log."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from jiuzhu.desks.casework.pages.case import found_case
from jiuzhu.desks.shared.access import READ, page
from jiuzhu.printing.data import document
from jiuzhu.printing.duties import may_print_form


@page(desk="casework", duty="printing.may_print_form", methods={"GET": READ})
def print_form(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """The form as PDF, to be read or printed by the browser."""
    case = found_case(request, number)
    may_print_form(request.actor, case, form).or_refuse()  # type: ignore[attr-defined]
    request.matter = str(case.token)  # type: ignore[attr-defined]
    name, content = document(case, form)
    return pdf(name, content)


def pdf(name: str, content: bytes) -> HttpResponse:
    """A PDF shown in place, with its file name for who keeps it."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    return answer
