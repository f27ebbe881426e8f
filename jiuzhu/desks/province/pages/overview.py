"""与省系统核对: what waits to be entered there, days that differ, the rosters and the import of another."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.cases.flow import procedure_of
from jiuzhu.desks.province.forms import RosterForm
from jiuzhu.desks.province.pages.place import key_of, place_of
from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import attempt, problems_of
from jiuzhu.ground.refusals import BadInput
from jiuzhu.province import acts, comparison, duties, queries
from jiuzhu.province.models import RosterImport
from jiuzhu.province.outside import system

SHOWN = 20
MAX_MEGABYTES = 5


@page(desk="province", duty="province.may_see", methods={"GET": READ})
def overview(request: HttpRequest) -> HttpResponse:
    """The desk's first page."""
    return _show(request, RosterForm())


@page(desk="province", duty="province.may_import_roster", methods={"POST": WRITE})
def load_roster(request: HttpRequest) -> HttpResponse:
    """导入名册: read whole, then compared on its own page; refused whole with row, column and reason."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    form = RosterForm(request.POST, request.FILES)

    def do() -> str:
        upload = form.cleaned_data["file"]
        if upload.size > MAX_MEGABYTES << 20:
            raise BadInput(f"文件超过 {MAX_MEGABYTES} MB，请按街道（乡镇）、按月分开导出。没有导入。", field="file")
        row = acts.import_roster(actor=actor, on=day, data=upload.read())
        return reverse("province:roster", args=[row.pk])

    return attempt(request, form, "import_roster", do, "名册已导入，并与本系统逐人核对") or _show(request, form)


def _show(request: HttpRequest, form: RosterForm) -> HttpResponse:
    place = place_of(request)
    rosters, next_key = queries.rosters_page(place.township, key_of(request))
    steps = tuple(system().screens())
    context = {
        "place": place,
        "form": form,
        "problems": problems_of(form) if form.is_bound else [],
        "may_import": duties.may_import_roster(request.actor, place.township),  # type: ignore[attr-defined]
        "rosters": [_roster(row) for row in rosters],
        "next_key": next_key,
        "first_page": "after" not in request.GET,
        "waiting": list(queries.waiting_there(place.township, steps)[: SHOWN + 1]),
        "numberless": list(queries.without_number(place.township)[: SHOWN + 1]),
        "differing": [_day(row) for row in queries.differing_days(place.township)[:SHOWN]],
        "shown": SHOWN,
    }
    return render(request, "province/overview.html", context, status=form.status)


def _roster(row: RosterImport) -> dict[str, Any]:
    latest = queries.roster_of(row.township, row.programme, row.month)
    counts = latest is not None and latest.pk == row.pk
    return {"row": row, "counts": counts, "open": comparison.open_count(row) if counts else 0}


def _day(row: Any) -> dict[str, Any]:
    label = procedure_of(row.case).step(row.step).label
    return {"case": row.case, "label": label, "here": row.here_on, "there": row.done_on}
