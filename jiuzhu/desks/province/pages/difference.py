"""One person of a roster on both sides, what was said about it, and the form to say it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.cases.models import Case
from jiuzhu.desks.province.forms import ExplainForm
from jiuzhu.desks.province.pages.roster import found_roster
from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import attempt, problems_of
from jiuzhu.province import acts, comparison, duties, queries
from jiuzhu.province.models import DifferenceExplained


@page(desk="province", duty="province.may_see", methods={"GET": READ, "POST": WRITE})
def difference(request: HttpRequest, roster: int, place: str) -> HttpResponse:
    """说明不同, by the second person; others read."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    row, form = found_roster(request, roster), ExplainForm()
    if request.method == "POST":
        form = ExplainForm(request.POST)

        def do() -> str:
            acts.explain_difference(
                actor=actor, on=day, roster_id=row.pk, place=place, reason=form.cleaned_data["reason"]
            )
            return reverse("province:roster", args=[row.pk])

        if done := attempt(request, form, "explain_difference", do, "说明已记下"):
            return done
    found = comparison.one(row, place)
    if found is None:
        raise Http404(place)
    case = Case.objects.filter(token=found.matter).first() if found.matter else None
    context = {
        "roster": row,
        "found": found,
        "case": case,
        "said": [(said, _holds(said, found)) for said in queries.explanations(row, found.id_hash)],
        "form": form,
        "problems": problems_of(form) if form.is_bound else [],
        "may": duties.may_explain_difference(actor, row.township),
    }
    return render(request, "province/difference.html", context, status=form.status)


def _holds(said: DifferenceExplained, found: comparison.Compared) -> bool:
    """Whether an explanation was given for what differs now."""
    then = (said.kind, said.here_name, said.there_name, said.here_fen, said.there_fen)
    return then == (found.kind, found.here_name, found.there_name, found.here_fen, found.there_fen)
