"""登记申请: the window types what the family declares; it is received, registered as incomplete, or not accepted."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from jiuzhu.cases.acts import not_accept, open_missing_notice, receive_application
from jiuzhu.cases.deadlines import case_due
from jiuzhu.cases.duties import may_receive
from jiuzhu.cases.models import Enquiry
from jiuzhu.cases.queries import waiting_enquiry
from jiuzhu.desks.intake.forms import Application, NoticeForm, RefuseForm, autosave, typed_of
from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import perform
from jiuzhu.ground.refusals import NotFound, Refusal
from jiuzhu.offices.queries import village_names

PROGRAMME = "dibao"  # the straight case; other programmes get their own questions
ENDS = ("notice", "not_accept")  # commands that end the application here; the others change its rows
KEEP = "keep"  # a command that only shows what is there


@page(desk="intake", duty="cases.may_receive", methods={"GET": READ, "POST": WRITE})
def new_application(request: HttpRequest) -> HttpResponse:
    """An empty application, or one registered before; a row more or less; or the whole of it, checked and received."""
    may_receive(request.actor, request.actor.township).or_refuse()
    villages = village_names(request.actor.township)
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
    act = {"notice": "open_missing_notice", "not_accept": "not_accept"}.get(command, "receive_application")
    try:
        return HttpResponseRedirect(perform(request, act, lambda: _do(request, application, command, enquiry)))
    except Refusal as refusal:
        application.refused(refusal)
        return _show(request, application, enquiry, status=refusal.status)


def _enquiry(request: HttpRequest) -> Enquiry | None:
    number = request.POST.get("enquiry", "") or request.GET.get("enquiry", "")
    if not number:
        return None
    found = waiting_enquiry(request.actor.township, number) if number.isprintable() else None
    if found is None:
        raise NotFound("没有这件等补材料的申请：可能已经受理，或者不属于您所在的街道（乡镇）。")
    return found


def _do(request: HttpRequest, application: Application, command: str, enquiry: Enquiry | None) -> str:
    where = {
        "actor": request.actor,
        "on": request.day,
        "programme": PROGRAMME,
        "township": request.actor.township,
        "village": application.household.cleaned_data["village"],
        "declaration": application.declaration(),
    }
    if command == "notice":
        return _place(open_missing_notice(**where, items=NoticeForm(request.POST).items()))
    if command == "not_accept":
        form = RefuseForm(request.POST)
        return _place(not_accept(**where, ground=form.typed("ground"), reason=form.typed("reason")))
    case = receive_application(**where, enquiry_id=enquiry.pk if enquiry else None)
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
        "command": request.POST.get("command", ""),
    }
    response = render(request, "intake/new.html", context, status=status)
    response.desk_page = True
    return response
