"""说明变化: one payment that differs from last month; where nothing on file says why, the second person does."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.desks.payout.forms import ExplainForm
from jiuzhu.desks.payout.pages.changes import shown
from jiuzhu.desks.payout.pages.run import found_run
from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import attempt, problems_of
from jiuzhu.payments import acts, duties, queries


@page(desk="payout", duty="payments.may_see", methods={"GET": READ, "POST": WRITE})
def change(request: HttpRequest, number: str, change: str) -> HttpResponse:
    """What differs and why; the releaser explains it."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    run, form = found_run(request, number), ExplainForm(auto_id="change-%s")
    if request.method == "POST":
        form = ExplainForm(request.POST, auto_id="change-%s")

        def do() -> str:
            reason = form.cleaned_data["reason"]
            acts.explain_change(actor=actor, on=day, run_id=run.pk, key=change, reason=reason)
            return reverse("payout:run", args=[number])

        if done := attempt(request, form, "explain_change", do, "说明已记下"):
            return done
    rows = shown([c for c in queries.bridge(run).changes if c.key == change], run)
    if not rows:
        raise Http404(change)
    request.matter = rows[0].change.matter  # type: ignore[attr-defined]
    given = {
        "run": run,
        "row": rows[0],
        "form": form,
        "problems": problems_of(form) if form.is_bound else [],
        "may": duties.may_explain_change(actor, run),
    }
    return render(request, "payout/change.html", given, status=form.status)
