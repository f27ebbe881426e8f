"""Each act of a case has its own address; all of them go the same way: read, perform once, or show what is wrong.

Looked at, the address shows the case with the act's form opened, or to a page that asks for it only the form.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from jiuzhu.cases import acts, looks, queries
from jiuzhu.cases.models import Case
from jiuzhu.desks.casework.forms import form_for
from jiuzhu.desks.casework.pages.case import found_case
from jiuzhu.desks.casework.pages.others import OTHERS
from jiuzhu.desks.casework.pages.panel import Asked, Refused, opened
from jiuzhu.desks.casework.pages.sheet import Sent, show
from jiuzhu.desks.shared import sessions
from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import perform
from jiuzhu.ground.refusals import Refusal


def carry_out(request: HttpRequest, number: str, act: str, verb: Callable[..., Any], done: str) -> HttpResponse:
    """Do the act once and go back to the case; a refusal shows the case with the sentence and what was typed."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    case = found_case(request, number)
    if request.method != "POST":
        return _look(request, case, act)
    form = form_for(act, data=request.POST, files=request.FILES, about=_asked(request, case, act).about(act))

    def do() -> str:
        verb(actor=actor, on=day, case_id=case.pk, **form.arguments())
        return f"/cases/{case.number}/"

    status = 400
    if form.is_valid():
        try:
            return sessions.toast(HttpResponseRedirect(perform(request, act, do)), done)
        except Refusal as refusal:
            status = refusal.status
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    return show(request, case, Sent(act=act, form=form, problems=form.problems(), status=status))


def _look(request: HttpRequest, case: Case, act: str) -> HttpResponse:
    """The case with this act opened; only the form of an act beside the steps when a page fetches it."""
    if not request.htmx or act not in OTHERS:  # type: ignore[attr-defined]
        return show(request, case, Sent(act=act))
    request.matter = str(case.token)  # type: ignore[attr-defined]
    found = opened(_asked(request, case, act))
    told = {"case": case, "refused": found} if isinstance(found, Refused) else {"case": case, "offer": found}
    return render(request, "casework/other_form.html", told)


def _asked(request: HttpRequest, case: Case, act: str) -> Asked:
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    looks.keep(case)
    visiting = tuple(queries.investigators(case.township, day))
    return Asked(actor, case, day, visiting, list(case.household.members.select_related("person")), act)


@page(desk="casework", duty="cases.may_do", methods={"GET": READ, "POST": WRITE})
def confirm_check_authorisation(request: HttpRequest, number: str) -> HttpResponse:
    """委托确认."""
    done = "已确认授权，核对申请正在发往区核对中心"
    return carry_out(request, number, "confirm_check_authorisation", acts.confirm_check_authorisation, done)


@page(desk="casework", duty="cases.may_do", methods={"GET": READ, "POST": WRITE})
def record_home_visit(request: HttpRequest, number: str) -> HttpResponse:
    """入户核查."""
    done = "入户记录已登记，等另一名调查人确认"
    return carry_out(request, number, "record_home_visit", acts.record_home_visit, done)


@page(desk="casework", duty="cases.may_countersign", methods={"GET": READ, "POST": WRITE})
def countersign_home_visit(request: HttpRequest, number: str) -> HttpResponse:
    """入户记录确认."""
    return carry_out(request, number, "countersign_home_visit", acts.countersign_home_visit, "入户记录已确认")


@page(desk="casework", duty="cases.may_do", methods={"GET": READ, "POST": WRITE})
def submit_finding(request: HttpRequest, number: str) -> HttpResponse:
    """送初审."""
    return carry_out(request, number, "submit_finding", acts.submit_finding, "已送初审")


@page(desk="casework", duty="cases.may_do", methods={"GET": READ, "POST": WRITE})
def give_opinion(request: HttpRequest, number: str) -> HttpResponse:
    """初审."""
    return carry_out(request, number, "give_opinion", acts.give_opinion, "初审意见已提出")


@page(desk="casework", duty="cases.may_do", methods={"GET": READ, "POST": WRITE})
def start_publication(request: HttpRequest, number: str) -> HttpResponse:
    """张榜公示."""
    return carry_out(request, number, "start_publication", acts.start_publication, "公示从明天开始")


@page(desk="casework", duty="cases.may_do", methods={"GET": READ, "POST": WRITE})
def close_publication(request: HttpRequest, number: str) -> HttpResponse:
    """公示结果."""
    return carry_out(request, number, "close_publication", acts.close_publication, "公示结果已登记")


@page(desk="casework", duty="cases.may_do", methods={"GET": READ, "POST": WRITE}, sensitive=True)
def decide_case(request: HttpRequest, number: str) -> HttpResponse:
    """审批; the password is asked again."""
    return carry_out(request, number, "decide_case", acts.decide_case, "决定已作出")


@page(desk="casework", duty="cases.may_do", methods={"GET": READ, "POST": WRITE})
def announce_decision(request: HttpRequest, number: str) -> HttpResponse:
    """公布."""
    return carry_out(request, number, "announce_decision", acts.announce_decision, "已公布，本案办结")
