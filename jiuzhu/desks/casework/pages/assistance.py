"""协查函: asked, answered, printed."""

from django.http import Http404, HttpRequest, HttpResponse

from jiuzhu.cases import acts
from jiuzhu.cases.models import Assistance
from jiuzhu.desks.casework.pages.acts import carry_out
from jiuzhu.desks.casework.pages.case import found_case
from jiuzhu.desks.casework.pages.printing import pdf
from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.printing.data import letter_document
from jiuzhu.printing.duties import may_print


@page(desk="casework", duty="cases.may_request_assistance", methods={"GET": READ, "POST": WRITE})
def request_assistance(request: HttpRequest, number: str) -> HttpResponse:
    """发协查函."""
    return carry_out(request, number, "request_assistance", acts.request_assistance, "协查函已登记，请打印寄出")


@page(desk="casework", duty="cases.may_record_assistance", methods={"GET": READ, "POST": WRITE})
def record_assistance_answer(request: HttpRequest, number: str) -> HttpResponse:
    """登记协查回复; the form offers only letters of this case."""
    done = "协查回复已登记"
    return carry_out(request, number, "record_assistance_answer", acts.record_assistance_answer, done)


@page(desk="casework", duty="printing.may_print", methods={"GET": READ})
def print_letter(request: HttpRequest, number: str, letter: int) -> HttpResponse:
    """协查函 as PDF."""
    case = found_case(request, number)
    may_print(request.actor, case).or_refuse()  # type: ignore[attr-defined]
    row = Assistance.objects.filter(pk=letter, case=case).first()
    if row is None:
        raise Http404(number)
    request.matter = str(case.token)  # type: ignore[attr-defined]
    return pdf(*letter_document(row))
