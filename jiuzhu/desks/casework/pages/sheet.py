"""Everything the case page shows, asked once, with a number of queries that does not grow with the case."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.cases import looks
from jiuzhu.cases.duties import ENDED
from jiuzhu.cases.models import Case, Task
from jiuzhu.cases.queries import INVESTIGATING
from jiuzhu.cases.ways import NAMES, way_of
from jiuzhu.decisions.queries import decision_of
from jiuzhu.desks.casework import labels
from jiuzhu.desks.casework.forms import ActForm, UnmaskForm
from jiuzhu.desks.casework.pages import approval
from jiuzhu.desks.casework.pages.aside import aside_of
from jiuzhu.desks.casework.pages.calculation import LEFT_OUT, Calculation, calculation_of
from jiuzhu.desks.casework.pages.found import found_of
from jiuzhu.desks.casework.pages.history import events
from jiuzhu.desks.casework.pages.notices import notices_of
from jiuzhu.desks.casework.pages.outlook import outlook_of
from jiuzhu.desks.casework.pages.panel import Asked, panel_of
from jiuzhu.desks.casework.pages.papers import papers_of, receipt_of
from jiuzhu.desks.casework.pages.steps import chart_of, shown_steps
from jiuzhu.desks.shared.labels import PROGRAMMES, PROGRAMMES_LONG, STATES
from jiuzhu.law.procedure import Procedure
from jiuzhu.offices.queries import holders
from jiuzhu.persons.duties import may_unmask
from jiuzhu.plain.days import age_on
from jiuzhu.registry import choices
from jiuzhu.registry.models import Member


@dataclass(slots=True)
class Person:
    """A row of the household's table."""

    member: Member
    relation: str
    age: int
    facts: str
    counted: bool
    covered: bool
    why: str
    number: str = ""  # the full number, only in the answer to an act with a purpose


@dataclass(slots=True)
class Sent:
    """What is opened on the page: an act, the form that came back from one that was refused, a number looked at."""

    act: str = ""
    form: ActForm | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)
    unmasked: dict[int, str] = field(default_factory=dict)
    unmask: UnmaskForm | None = None
    status: int = 200


def show(request: HttpRequest, case: Case, sent: Sent | None = None) -> HttpResponse:
    """The case page for this actor, with whatever an act left on it."""
    sent = sent or Sent()
    response = render(request, "casework/case.html", sheet_of(request, case, sent), status=sent.status)
    response.desk_page = True  # type: ignore[attr-defined]
    return response


def sheet_of(request: HttpRequest, case: Case, sent: Sent) -> dict[str, Any]:
    """The page's context."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    request.matter = str(case.token)  # type: ignore[attr-defined]
    look = looks.keep(case)
    members = list(case.household.members.select_related("person"))
    staff = holders(case.township, _posts(look.procedure), day)
    calculation = calculation_of(case, members, look.finding if "finding" in look.current.done_steps else None, day)
    visitors = tuple({a.person_id: a.person for a in staff if a.post in INVESTIGATING}.values())
    panel = panel_of(Asked(actor, case, day, visitors, members, sent.act, sent.form))
    found = found_of(case, members)
    decision = decision_of(case.token) if any(t.step == "decide" and t.closed_on for t in look.tasks) else None
    return {
        "case": case,
        "programme": PROGRAMMES_LONG[case.programme] + ("（单人户）" if case.alone else ""),
        "programme_short": NAMES[way_of(case)],
        "state": state_of(case, [t for t in look.tasks if t.closed_on is None]),
        "ended": ENDED.get(case.state, ""),
        "due_on": case.extended_to or case.due_on,
        "outlook": outlook_of(case, day),
        "steps": shown_steps(case, staff, day, decision),
        "decision": decision,
        "chart": chart_of(case, look.current),
        "procedure": look.procedure,
        "people": _people(members, calculation, sent.unmasked, day),
        "left_out": sum(1 for m in members if LEFT_OUT in calculation.because.get(m.pk, "")),
        "calculation": calculation,
        "found": found,
        "aside": aside_of(case),
        "notices": notices_of(case, day),
        "papers": papers_of(actor, case, decision),
        "receipt": receipt_of(actor, case),
        "documents": list(case.documents.select_related("file").order_by("pk")),
        "events": events(case),
        "panel": panel,
        "approval": approval.approval_of(case, actor, found, calculation, day) if panel.may("decide_case") else None,
        "may_unmask": may_unmask(actor, case.township),
        "unmask": sent.unmask,
        "approve_word": labels.APPROVE.get(calculation.way, "同意"),
        "applied_for": PROGRAMMES[case.applied_for] if _moved(case) else "",
        "tekun_paid": labels.TEKUN_PAID.get(case.household.support_form, "") if case.programme == "tekun" else "",
        "problems": sent.problems,
    }


def _moved(case: Case) -> bool:
    """The family agreed to go on another way."""
    return bool(case.applied_for) and (case.alone or case.applied_for != case.programme)


def _posts(procedure: Procedure) -> tuple[str, ...]:
    """The posts whose holders the page names: those of the steps, and whoever may go on a visit."""
    return tuple({*(s.post for s in procedure.steps), *INVESTIGATING})


def state_of(case: Case, waiting: list[Task]) -> tuple[str, str]:
    """Tag kind and word: the steps an open case waits in (strands run side by side), or how it ended."""
    if case.state != "open" or not waiting:
        return STATES[case.state]
    words = [labels.WAITING.get(task.step, task.title) for task in waiting]
    return "now", "、".join(words)


def _people(members: list[Member], calculation: Calculation, unmasked: dict[int, str], day: dt.date) -> list[Person]:
    shown = []
    for member in members:
        why = calculation.because.get(member.pk, "")
        shown.append(
            Person(
                member=member,
                relation=member.kinship or choices.RELATIONS[member.relation],
                age=age_on(member.person.born_on, day),
                facts=_facts(member),
                counted=LEFT_OUT not in why,
                covered=calculation.personal and calculation.eligible and member.pk in calculation.members,
                why=why,
                number=unmasked.get(member.pk, ""),
            )
        )
    return shown


def _facts(member: Member) -> str:
    parts = []
    if member.disability_grade:
        kind = choices.DISABILITY_KINDS.get(member.disability_kind, "")
        parts.append(f"{kind}残疾{'一二三四'[member.disability_grade - 1]}级")
    if member.serious_illness:
        parts.append("患重病")
    if member.student != "none":
        parts.append(choices.STUDENTS[member.student])
    if member.absent != "none":
        parts.append(choices.ABSENT[member.absent])
    if member.works is not None:
        parts.append("在工作" if member.works else "没有工作")
    if member.note and member.note not in parts:
        parts.append(member.note)
    return "，".join(parts) or "—"
