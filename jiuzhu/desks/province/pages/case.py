"""One case beside the provincial system: its number, its steps here and there, the sheet to type from."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.cases import queries
from jiuzhu.cases.duties import may_see
from jiuzhu.cases.models import Case
from jiuzhu.desks.province.forms import DoneForm, NumberForm, SheetForm
from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import DeskForm, attempt, problems_of
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.province import acts, duties, sheets
from jiuzhu.province.outside import Sheet, system
from jiuzhu.province.steps import StepStanding, steps_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
POST = {"POST": WRITE}


@dataclass(slots=True)
class Sent:
    """What an act left: the form that was refused, or the sheet in full."""

    act: str = ""
    form: DeskForm | None = None
    full: Sheet | None = None
    step: str = ""
    forms: dict[str, DeskForm] = field(default_factory=dict)


def found_case(request: HttpRequest, number: str) -> Case:
    """The case, if row security and the duty let this actor see it; otherwise there is none."""
    case = queries.case_by_number(number) if number.isprintable() else None
    if case is None or not may_see(request.actor, case.township).yes:  # type: ignore[attr-defined]
        raise Http404(number)
    request.matter = str(case.token)  # type: ignore[attr-defined]
    return case


@page(desk="province", duty="cases.may_see", methods={"GET": READ})
def case_page(request: HttpRequest, number: str) -> HttpResponse:
    """The case for whoever may see it; `?step=1.visit` shows another screen than the next one."""
    return _show(request, found_case(request, number), Sent(step=request.GET.get("step", "")))


@page(desk="province", duty="province.may_note_number", methods={"POST": WRITE})
def note_number(request: HttpRequest, number: str) -> HttpResponse:
    """登记省系统案件号."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    case, form = found_case(request, number), NumberForm(request.POST, auto_id="number-%s")

    def do() -> str:
        given = form.cleaned_data
        acts.note_provincial_number(
            actor=actor, on=day, case_id=case.pk, number=given["number"], reason=given["reason"]
        )
        return reverse("province:case", args=[number])

    done = attempt(request, form, "note_provincial_number", do, "省系统案件号已登记")
    return done or _show(request, found_case(request, number), Sent("number", form))


@page(desk="province", duty="province.may_note_done_there", methods={"POST": WRITE})
def note_done(request: HttpRequest, number: str) -> HttpResponse:
    """登记省系统办理日期."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    case = found_case(request, number)
    form = DoneForm(steps_of(case), request.POST, auto_id="done-%s")

    def do() -> str:
        given = form.cleaned_data
        round_no, _, step = given["step"].partition(".")
        acts.note_done_there(
            actor=actor,
            on=day,
            case_id=case.pk,
            round_no=int(round_no),
            step=step,
            done_on=given["done_on"],
            reason=given["reason"],
        )
        return reverse("province:case", args=[number])

    done = attempt(request, form, "note_done_there", do, "省系统办理日期已登记")
    return done or _show(request, found_case(request, number), Sent("done", form))


@page(desk="province", duty="province.may_take_transfer_sheet", methods={"GET": READ, "POST": WRITE})
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    """转录单 in full, on this one answer or as XLSX; loading it again shows it masked and asks again."""
    case = found_case(request, number)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("province:case", args=[number]))
    form = SheetForm(request.POST, auto_id="sheet-%s")
    if not form.is_valid():
        form.status = 400
        return _show(request, case, Sent("sheet", form))
    given = form.cleaned_data
    round_no, _, step = given["step"].partition(".")
    try:
        if not round_no.isascii() or not round_no.isdigit() or len(round_no) > 4:
            raise BadInput("请从列表里选择环节")
        full = acts.take_transfer_sheet(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            case_id=case.pk,
            round_no=int(round_no),
            step=step,
            reason=given["reason"],
            form=given["form"] or "page",
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _show(request, case, Sent("sheet", form, step=given["step"]))
    if given["form"] == "xlsx":
        return _download(case, full)
    return _show(request, case, Sent("", form, full, given["step"]))


def _download(case: Case, full: Sheet) -> HttpResponse:
    content = system().workbook(full, f"{case.number} {case.provincial_number}".strip())
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{case.number}-{full.step}.xlsx"'
    return response


def _show(request: HttpRequest, case: Case, sent: Sent) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    steps = steps_of(case)
    chosen = _chosen(steps, sent)
    shown = sent.full or (sheets.masked(sheets.sheet_of(case, chosen.round.number, chosen.step)) if chosen else None)
    fresh: dict[str, DeskForm] = {
        "number": NumberForm(auto_id="number-%s", initial={"number": case.provincial_number}),
        "done": DoneForm(steps, auto_id="done-%s", initial=_initial(request, chosen)),
        "sheet": SheetForm(auto_id="sheet-%s", initial={"step": chosen.key if chosen else ""}),
    }
    forms = fresh | ({sent.act: sent.form} if sent.act and sent.form else {})
    context: dict[str, Any] = {
        "case": case,
        "steps": steps,
        "rounds": len({s.round.number for s in steps}) > 1,
        "screens": [s for s in steps if s.here_on and s.step in system().screens()],
        "chosen": chosen,
        "sheet": shown,
        "full": sent.full is not None,
        "has_personal": bool(shown and any(f.personal for f in shown.fields)),
        "forms": forms,
        "problems": problems_of(sent.form) if sent.act and sent.form else [],
        "may_number": duties.may_note_number(actor, case),
        "may_done": duties.may_note_done_there(actor, case),
        "may_sheet": duties.may_take_transfer_sheet(actor, case),
    }
    status = sent.form.status if sent.act and sent.form else 200
    return render(request, "province/case.html", context, status=status)


def _chosen(steps: list[StepStanding], sent: Sent) -> StepStanding | None:
    """The screen asked for, otherwise the next one that waits to be entered there."""
    known = system().screens()
    asked = next((s for s in steps if s.key == sent.step and s.here_on and s.step in known), None)
    return asked or sheets.next_there(steps)


def _initial(request: HttpRequest, chosen: StepStanding | None) -> dict[str, Any]:
    """The step of the sheet, and today: who has just typed it there types nothing twice."""
    day = request.day  # type: ignore[attr-defined]
    return {"step": chosen.key if chosen else "", "done_on": day.isoformat()}
