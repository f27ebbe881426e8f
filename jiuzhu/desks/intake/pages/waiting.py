"""等补材料: applications that were told what is missing; their notice, what came, and how they end."""

from collections.abc import Callable
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from jiuzhu.cases import acts
from jiuzhu.cases.acts.before import GROUNDS, WAITING
from jiuzhu.cases.duties import may_receive
from jiuzhu.cases.models import Enquiry
from jiuzhu.cases.queries import enquiry_by_number, waiting_enquiries
from jiuzhu.desks.intake.forms import AnswerForm, RefuseForm
from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import DeskForm, attempt, problems_of
from jiuzhu.printing.data import notice_document


@page(desk="intake", duty="cases.may_receive", methods={"GET": READ})
def waiting_list(request: HttpRequest) -> HttpResponse:
    """Those of the township, the oldest first."""
    may_receive(request.actor, request.actor.township).or_refuse()  # type: ignore[attr-defined]
    rows = waiting_enquiries(request.actor.township)  # type: ignore[attr-defined]
    return render(request, "intake/waiting_list.html", {"rows": rows})


@page(desk="intake", duty="cases.may_receive", methods={"GET": READ})
def waiting(request: HttpRequest, number: str) -> HttpResponse:
    """One of them, also when it has been accepted or refused since."""
    return _show(request, _found(request, number), AnswerForm(), RefuseForm())


@page(desk="intake", duty="cases.may_receive", methods={"GET": READ})
def print_notice(request: HttpRequest, number: str) -> HttpResponse:
    """一次性告知书 as PDF."""
    name, content = notice_document(_found(request, number))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    return answer


@page(desk="intake", duty="cases.may_receive", methods={"GET": READ, "POST": WRITE})
def answer_notice(request: HttpRequest, number: str) -> HttpResponse:
    """What the family brought."""
    row, form = _found(request, number), AnswerForm(request.POST)

    def do() -> str:
        given = {key: form.cleaned_data[key] for key in ("answered_on", "answer", "late_reason")}
        acts.answer_missing_notice(actor=request.actor, on=request.day, enquiry_id=row.pk, **given)  # type: ignore[attr-defined]
        return _place(row)

    return _sent(request, row, form, ("answer_missing_notice", "补来的材料已登记"), do)


@page(desk="intake", duty="cases.may_receive", methods={"GET": READ, "POST": WRITE})
def refuse_enquiry(request: HttpRequest, number: str) -> HttpResponse:
    """不予受理 with ground and reason."""
    row, form = _found(request, number), RefuseForm(request.POST)

    def do() -> str:
        given = {key: form.cleaned_data[key] for key in ("ground", "reason")}
        acts.not_accept(actor=request.actor, on=request.day, enquiry_id=row.pk, **given)  # type: ignore[attr-defined]
        return _place(row)

    return _sent(request, row, form, ("not_accept", "不予受理已登记"), do)


def _sent(
    request: HttpRequest, row: Enquiry, form: DeskForm, act: tuple[str, str], do: Callable[[], str]
) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseRedirect(_place(row))
    if (done := attempt(request, form, act[0], do, act[1])) is not None:
        return done
    forms = (form, RefuseForm()) if isinstance(form, AnswerForm) else (AnswerForm(), form)
    return _show(request, row, *forms, status=form.status)


def _found(request: HttpRequest, number: str) -> Enquiry:
    may_receive(request.actor, request.actor.township).or_refuse()  # type: ignore[attr-defined]
    row = enquiry_by_number(request.actor.township, number) if number.isprintable() else None  # type: ignore[attr-defined]
    if row is None:
        raise Http404(number)
    return row


def _place(row: Enquiry) -> str:
    return f"/intake/waiting/{row.number}/"


def _show(request: HttpRequest, row: Enquiry, answer: DeskForm, refuse: DeskForm, status: int = 200) -> HttpResponse:
    context = {
        "row": row,
        "notice": getattr(row, "notice", None),
        "open": row.state in WAITING,
        "answer": answer,
        "refuse": refuse,
        "ground": next((words for words, clause in GROUNDS.values() if clause == row.clause), ""),
        "problems": problems_of(answer) + problems_of(refuse),
    }
    return render(request, "intake/waiting.html", context, status=status)
