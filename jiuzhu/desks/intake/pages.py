"""登记申请: the window types what the family declares; one act receives it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from jiuzhu.cases.acts import receive_application
from jiuzhu.cases.deadlines import case_due
from jiuzhu.cases.duties import may_receive
from jiuzhu.desks.intake.forms import Application
from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import perform
from jiuzhu.ground.refusals import Refusal
from jiuzhu.offices.queries import village_names

PROGRAMME = "dibao"  # the straight case; other programmes get their own questions


@page(desk="intake", duty="cases.may_receive", methods={"GET": READ, "POST": WRITE})
def new_application(request: HttpRequest) -> HttpResponse:
    """An empty application; a row more or less; or the whole of it, checked and received."""
    may_receive(request.actor, request.actor.township).or_refuse()
    villages = village_names(request.actor.township)
    if request.method != "POST":
        return _show(request, Application(day=request.day, villages=villages))
    command = request.POST.get("command", "")
    application = Application(day=request.day, villages=villages, data=request.POST, command=command)
    if command:
        return _show(request, application)
    if not application.is_valid():
        return _show(request, application, status=400)
    try:
        return HttpResponseRedirect(perform(request, "receive_application", lambda: _receive(request, application)))
    except Refusal as refusal:
        application.refused(refusal)
        return _show(request, application, status=refusal.status)


def _receive(request: HttpRequest, application: Application) -> str:
    case = receive_application(
        actor=request.actor,
        on=request.day,
        programme=PROGRAMME,
        township=request.actor.township,
        village=application.household.cleaned_data["village"],
        declaration=application.declaration(),
    )
    return f"/cases/{case.number}/"


def _show(request: HttpRequest, application: Application, status: int = 200) -> HttpResponse:
    due = case_due(PROGRAMME, request.day, request.actor.township)
    context = {
        "application": application,
        "errors": application.errors(),
        "due": due,
        "form_key": request.POST.get("form_key") or request.form_key,
    }
    response = render(request, "intake/new.html", context, status=status)
    response.desk_page = True
    return response
