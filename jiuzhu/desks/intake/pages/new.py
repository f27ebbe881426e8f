"""登记申请: the window types what the family declares; it is received, registered as incomplete, or not accepted."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from jiuzhu.cases.acts import hand_in_application, not_accept, open_missing_notice, receive_application
from jiuzhu.cases.acts.before import RECEIVABLE
from jiuzhu.cases.deadlines import case_due
from jiuzhu.cases.duties import may_hand_in, may_receive, may_see_registration
from jiuzhu.cases.models import Enquiry
from jiuzhu.cases.queries import village_of, waiting_enquiry
from jiuzhu.desks.intake.forms import Application, NoticeForm, RefuseForm, autosave, typed_of
from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import perform
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.refusals import NotFound, Refusal
from jiuzhu.offices.queries import village_names

PROGRAMME = "dibao"  # the straight case; other programmes get their own questions
ENDS = ("notice", "not_accept")  # commands that end the application here; the others change its rows
ACTS = {"notice": "open_missing_notice", "not_accept": "not_accept"}
VILLAGE = "village_worker"
KEEP = "keep"  # a command that only shows what is there


@page(desk="intake", duty="cases.may_register", methods={"GET": READ, "POST": WRITE})
def new_application(request: HttpRequest) -> HttpResponse:
    """An empty application, or one registered before; a row more or less; or the whole of it, checked and received."""
    villages = _villages(request)
    enquiry = _enquiry(request)
    if request.method != "POST":
        data = typed_of(enquiry) if enquiry else None
        return _show(request, Application(day=request.day, villages=villages, data=data, command=KEEP), enquiry)
    command = request.POST.get("command", "")
    if command == autosave.SAVE:
        return HttpResponse(autosave.seal(request), content_type="text/plain")
    if command == autosave.RESTORE:
        request.POST = autosave.restored(request)
        enquiry, command = _enquiry(request), KEEP
    rows = command if command not in ENDS else ""
    application = Application(day=request.day, villages=villages, data=request.POST, command=rows)
    if rows:
        return _show(request, application, enquiry)
    if not application.is_valid():
        return _show(request, application, enquiry, status=400)
    act = "hand_in_application" if request.actor.post == VILLAGE else ACTS.get(command, "receive_application")
    try:
        return HttpResponseRedirect(perform(request, act, lambda: _do(request, application, command, enquiry)))
    except Refusal as refusal:
        application.refused(refusal)
        return _show(request, application, enquiry, status=refusal.status)


def _villages(request: HttpRequest) -> dict[str, str]:
    """Those of the township; a village worker's own."""
    actor, names = request.actor, village_names(request.actor.township)
    if actor.post != VILLAGE:
        may_receive(actor, actor.township).or_refuse()
        return names
    own = village_of(actor)
    may_hand_in(actor, own).or_refuse()
    return {own: names[own]}


def _enquiry(request: HttpRequest) -> Enquiry | None:
    number = request.POST.get("enquiry", "") or request.GET.get("enquiry", "")
    if not number:
        return None
    found = waiting_enquiry(request.actor.township, number) if number.isprintable() else None
    if (
        found is None
        or not may_see_registration(request.actor, found).yes
        or found.state not in _open_to(request.actor)
    ):
        raise NotFound("没有这件等补材料的申请：可能已经受理，或者不属于您所在的街道（乡镇）。")
    return found


def _open_to(actor: Actor) -> tuple[str, ...]:
    return ("sent_back",) if actor.post == VILLAGE else RECEIVABLE


def _do(request: HttpRequest, application: Application, command: str, enquiry: Enquiry | None) -> str:
    where = {
        "actor": request.actor,
        "on": request.day,
        "programme": PROGRAMME,
        "township": request.actor.township,
        "village": application.household.cleaned_data["village"],
        "declaration": application.declaration(),
    }
    known = enquiry.pk if enquiry else None
    if request.actor.post == VILLAGE:
        return _place(hand_in_application(**where, enquiry_id=known))
    if command == "notice":
        return _place(open_missing_notice(**where, items=NoticeForm(request.POST).items(), enquiry_id=known))
    if command == "not_accept":
        form = RefuseForm(request.POST)
        told = {"ground": form.typed("ground"), "reason": form.typed("reason")}
        return _place(not_accept(**where, **told, enquiry_id=known))
    case = receive_application(**where, enquiry_id=known)
    return f"/cases/{case.number}/"


def _place(enquiry: Enquiry) -> str:
    return f"/intake/waiting/{enquiry.number}/"


def _show(
    request: HttpRequest, application: Application, enquiry: Enquiry | None = None, status: int = 200
) -> HttpResponse:
    due = case_due(PROGRAMME, request.day, request.actor.township)
    sent = request.POST if request.method == "POST" else None
    context = {
        "application": application,
        "errors": application.errors(),
        "due": due,
        "form_key": request.POST.get("form_key") or request.form_key,
        "enquiry": enquiry,
        "notice": NoticeForm(sent),
        "refuse": RefuseForm(sent),
        "in_village": request.actor.post == VILLAGE,
        "command": request.POST.get("command", ""),
    }
    response = render(request, "intake/new.html", context, status=status)
    response.desk_page = True
    return response
