"""等补材料: applications that were told what is missing; their notice, what came, and how they end."""

from collections.abc import Callable
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from jiuzhu.cases import acts
from jiuzhu.cases.acts.before import RECEIVABLE, ground_words
from jiuzhu.cases.duties import may_hand_in, may_receive, may_see_registration
from jiuzhu.cases.models import Enquiry
from jiuzhu.cases.queries import PAGE, enquiry_by_number, handed_in, handed_in_by, village_of, waiting_enquiries
from jiuzhu.desks.intake.forms import AnswerForm, RefuseForm, SendBackForm
from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import DeskForm, attempt, problems_of
from jiuzhu.ground.actor import Actor
from jiuzhu.printing.data import notice_document, slip_document

VILLAGE = "village_worker"


@page(desk="intake", duty="cases.may_register", methods={"GET": READ})
def waiting_list(request: HttpRequest) -> HttpResponse:
    """Those of the township, the oldest first; a village worker sees what their village handed in."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.post == VILLAGE:
        village = village_of(actor)
        may_hand_in(actor, village).or_refuse()
        return render(request, "intake/handed_list.html", {"rows": handed_in_by(village), "village": village})
    may_receive(actor, actor.township).or_refuse()
    rows = {"rows": waiting_enquiries(actor.township), "handed": list(handed_in(actor.township)[:PAGE])}
    return render(request, "intake/waiting_list.html", rows)


@page(desk="intake", duty="cases.may_register", methods={"GET": READ})
def waiting(request: HttpRequest, number: str) -> HttpResponse:
    """One of them, also when it has been accepted or refused since."""
    return _show(request, _seen(request, number))


@page(desk="intake", duty="cases.may_receive", methods={"GET": READ, "POST": WRITE})
def send_back(request: HttpRequest, number: str) -> HttpResponse:
    """退回村（社区）."""
    row, form = _found(request, number), SendBackForm(request.POST)

    def do() -> str:
        reason = form.cleaned_data["reason"]
        acts.send_back_application(actor=request.actor, on=request.day, enquiry_id=row.pk, reason=reason)  # type: ignore[attr-defined]
        return _place(row)

    return _sent(request, row, form, ("send_back_application", "已退回村（社区）"), do)


@page(desk="intake", duty="cases.may_receive", methods={"GET": READ})
def print_notice(request: HttpRequest, number: str) -> HttpResponse:
    """一次性告知书 as PDF."""
    return _pdf(*notice_document(_found(request, number)))


@page(desk="intake", duty="cases.may_receive", methods={"GET": READ})
def print_slip(request: HttpRequest, number: str) -> HttpResponse:
    """不予受理告知书 as PDF."""
    return _pdf(*slip_document(_found(request, number)))


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
    return _show(request, row, form)


def _found(request: HttpRequest, number: str) -> Enquiry:
    """A registration for the window, which alone acts on it and prints it."""
    may_receive(request.actor, request.actor.township).or_refuse()  # type: ignore[attr-defined]
    return _seen(request, number)


def _seen(request: HttpRequest, number: str) -> Enquiry:
    """A registration for whoever may look at it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.post != VILLAGE:
        may_receive(actor, actor.township).or_refuse()
    row = enquiry_by_number(actor.township, number) if number.isprintable() else None
    if row is None or not may_see_registration(actor, row).yes:
        raise Http404(number)
    return row


def _pdf(name: str, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    return answer


def _place(row: Enquiry) -> str:
    return f"/intake/waiting/{row.number}/"


def _show(request: HttpRequest, row: Enquiry, sent: DeskForm | None = None) -> HttpResponse:
    shown = {kind: sent if isinstance(sent, kind) else kind() for kind in (AnswerForm, RefuseForm, SendBackForm)}
    context = {
        "row": row,
        "notice": getattr(row, "notice", None),
        "open": row.state in RECEIVABLE,
        "in_village": request.actor.post == VILLAGE,  # type: ignore[attr-defined]
        "answer": shown[AnswerForm],
        "refuse": shown[RefuseForm],
        "back": shown[SendBackForm],
        "ground": ground_words(row),
        "problems": [problem for form in shown.values() for problem in problems_of(form)],
    }
    return render(request, "intake/waiting.html", context, status=sent.status if sent else 200)
