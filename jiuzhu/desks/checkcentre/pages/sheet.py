"""One request: who is asked about, its clocks, and the acts on it."""

from dataclasses import dataclass, field

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.cases.duties import may_report
from jiuzhu.desks.checkcentre.forms import FileForm, ReportForm, StartForm
from jiuzhu.desks.checkcentre.pages.clocks import clocks_of
from jiuzhu.desks.checkcentre.pages.reach import one_request
from jiuzhu.desks.shared.access import READ, page
from jiuzhu.desks.shared.forms import DeskForm, problems_of
from jiuzhu.ground.actor import Actor
from jiuzhu.registry.models import MeansCheck
from jiuzhu.registry.queries import asked_about


@dataclass
class Sent:
    """Forms that were refused, shown again with what was typed; a file has to be chosen anew."""

    start: DeskForm | None = None
    file: DeskForm | None = None
    report: DeskForm | None = None
    forms: list[BaseForm] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.forms = [form for form in (self.start, self.file, self.report) if form is not None]

    @property
    def status(self) -> int:
        """Of the refused form."""
        return max((form.status for form in self.forms), default=200)  # type: ignore[attr-defined]


@page(desk="checkcentre", duty="registry.may_work_requests", methods={"GET": READ})
def check_request(request: HttpRequest, request_key: str) -> HttpResponse:
    """One request."""
    with one_request(request, request_key) as (check, actor):
        return show(request, check, actor, Sent())


def show(request: HttpRequest, check: MeansCheck, actor: Actor, sent: Sent) -> HttpResponse:
    """The page, inside the block that opened the request. Numbers are masked: full ones leave in the file only."""
    day, case = request.day, check.household.case  # type: ignore[attr-defined]
    people = asked_about(check)
    shown = {
        "check": check,
        "case": case,
        "people": [(person, person.consent_until < day) for person in people],
        "clocks": clocks_of(check, case, day),
        "may": may_report(actor, case, check) if check.reported_on is None else None,
        "start": sent.start or StartForm(auto_id="start-%s"),
        "file": sent.file or FileForm(auto_id="file-%s"),
        "report": sent.report or ReportForm(auto_id="report-%s"),
        "problems": [problem for form in sent.forms for problem in problems_of(form)],
    }
    return render(request, "checkcentre/request.html", shown, status=sent.status)
