"""One page, large, with what may be done to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.cases.acts.papers import PDF, crop_of
from jiuzhu.cases.duties import may_add_paper
from jiuzhu.cases.models import Paper
from jiuzhu.desks.papers.forms import BetterForm, CropForm
from jiuzhu.desks.papers.pages.found import page_of
from jiuzhu.desks.shared.access import READ, page
from jiuzhu.desks.shared.forms import DeskForm, problems_of


@page(desk="papers", duty="cases.may_see", methods={"GET": READ})
def paper_page(request: HttpRequest, number: str, paper: int) -> HttpResponse:
    """One page."""
    return show_paper(request, page_of(request, number, paper))


def show_paper(
    request: HttpRequest,
    paper: Paper,
    crop: DeskForm | None = None,
    better: DeskForm | None = None,
    said: DeskForm | None = None,
) -> HttpResponse:
    """The page, with a refused form as it was sent; `said` carries what was refused without fields of its own."""
    refused = [form for form in (crop, better, said) if form is not None]
    beside = Paper.objects.filter(case=paper.case, document=paper.document).order_by("pk").values_list("pk", flat=True)
    order = list(beside)
    at = order.index(paper.pk)
    shown = {
        "case": paper.case,
        "paper": paper,
        "place": at + 1,
        "count": len(order),
        "before": order[at - 1] if at else None,
        "after": order[at + 1] if at + 1 < len(order) else None,
        "worse": list(paper.worse.order_by("pk")),
        "pdf": paper.original.kind == PDF,
        "may": may_add_paper(request.actor, paper.case),  # type: ignore[attr-defined]
        "crop": crop or CropForm(initial=CropForm.of(crop_of(paper)), auto_id="crop-%s"),
        "better": better or BetterForm(auto_id="better-%s"),
        "problems": [problem for form in refused for problem in problems_of(form)],
    }
    return render(request, "papers/paper.html", shown, status=max((f.status for f in refused), default=200))
