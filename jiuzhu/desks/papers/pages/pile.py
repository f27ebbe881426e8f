"""All papers of a case: the unsorted pile first, then material by material."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.cases.duties import may_add_paper
from jiuzhu.cases.models import Case, Document, Paper
from jiuzhu.desks.papers.forms import AddForm, SortForm
from jiuzhu.desks.papers.pages.found import case_of
from jiuzhu.desks.shared.access import READ, page
from jiuzhu.desks.shared.forms import problems_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as listed: its number within its material."""

    paper: Paper
    number: int
    pdf: bool


@dataclass(frozen=True, slots=True)
class Bundle:
    """A material with its pages; without a document the pile."""

    document: Document | None
    sheets: list[Sheet]

    @property
    def unclear(self) -> int:
        """Pages nobody can read and for which no better one has come."""
        return sum(s.paper.legible is False and s.paper.better_id is None for s in self.sheets)


@page(desk="papers", duty="cases.may_see", methods={"GET": READ})
def papers(request: HttpRequest, number: str) -> HttpResponse:
    """材料."""
    return show_papers(request, case_of(request, number))


def show_papers(
    request: HttpRequest, case: Case, add: AddForm | None = None, sort: SortForm | None = None
) -> HttpResponse:
    """The page, with a refused form as it was sent."""
    bundles = bundles_of(case)
    pages = [sheet.paper.pk for bundle in bundles for sheet in bundle.sheets]
    refused = [form for form in (add, sort) if form is not None]
    shown = {
        "case": case,
        "bundles": bundles,
        "count": len(pages),
        "unclear": sum(bundle.unclear for bundle in bundles),
        "may": may_add_paper(request.actor, case),  # type: ignore[attr-defined]
        "add": add or AddForm(auto_id="add-%s"),
        "sort": sort or SortForm(pages=pages, auto_id="sort-%s"),
        "chosen": set(sort.data.getlist("papers") if sort is not None else []),  # type: ignore[attr-defined]
        "problems": [problem for form in refused for problem in problems_of(form)],
    }
    return render(request, "papers/papers.html", shown, status=max((f.status for f in refused), default=200))


def bundles_of(case: Case) -> list[Bundle]:
    """The pile, if there is one, then every material of the case, with or without pages."""
    rows = list(Paper.objects.filter(case=case).select_related("original", "better"))
    first = {row.better_id: row.pk for row in rows if row.better_id}  # a better page stands where the worse one stood

    def place(row: Paper) -> tuple[int, int]:
        at = row.pk
        while at in first:
            at = first[at]
        return at, row.pk

    by_document: dict[int | None, list[Paper]] = {}
    for row in sorted(rows, key=place):
        by_document.setdefault(row.document_id, []).append(row)
    documents: list[Document | None] = list(Document.objects.filter(case=case).order_by("pk"))
    if None in by_document:
        documents.insert(0, None)
    return [Bundle(d, _sheets(by_document.get(d.pk if d else None, []))) for d in documents]


def _sheets(rows: list[Paper]) -> list[Sheet]:
    return [Sheet(row, number, row.original.kind == "application/pdf") for number, row in enumerate(rows, start=1)]
