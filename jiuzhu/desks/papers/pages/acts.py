"""The acts on papers, an address each."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jiuzhu.cases.acts import papers as verbs
from jiuzhu.cases.models import Case, Paper
from jiuzhu.desks.papers.forms import AddForm, BetterForm, CropForm, SortForm
from jiuzhu.desks.papers.pages.found import case_of, page_of
from jiuzhu.desks.papers.pages.one import show_paper
from jiuzhu.desks.papers.pages.pile import show_papers
from jiuzhu.desks.shared.access import WRITE, page
from jiuzhu.desks.shared.forms import DeskForm, attempt, perform
from jiuzhu.desks.shared.uploads import whole
from jiuzhu.ground import files
from jiuzhu.ground.refusals import BadInput, Refusal

POST = {"POST": WRITE}
QUARTERS = {"right": 1, "over": 2, "left": 3}
LEGIBLE = {"clear": True, "unclear": False}


@page(desk="papers", duty="cases.may_add_paper", methods=POST)
def add(request: HttpRequest, number: str) -> HttpResponse:
    """加材料: all files of the form or none of them."""
    case = case_of(request, number)
    form = AddForm(request.POST, request.FILES, auto_id="add-%s")

    def do() -> str:
        _add_all(request, case, form)
        return reverse("papers:list", args=[number])

    done = attempt(request, form, "add_paper", do, "材料已加上")
    return done or show_papers(request, case, add=form)


def _add_all(request: HttpRequest, case: Case, form: AddForm) -> None:
    given = form.cleaned_data["files"]
    for place, one in enumerate(given, start=1):
        _named(place, given, lambda one=one: files.kind_of(whole(one)))  # all looked at before the first is kept
    for place, one in enumerate(given, start=1):
        _named(
            place,
            given,
            lambda one=one: verbs.add_paper(
                actor=request.actor,  # type: ignore[attr-defined]
                on=request.day,  # type: ignore[attr-defined]
                case_id=case.pk,
                data=whole(one),
                material=form.cleaned_data["material"],
            ),
        )


def _named(place: int, given: list[Any], do: Callable[[], object]) -> None:
    """Among several files a sentence says which one it means."""
    try:
        do()
    except BadInput as bad:
        which = f"第 {place} 个文件：" if len(given) > 1 else ""
        none = "整批都没有保存。" if len(given) > 1 else ""
        raise BadInput(f"{which}{bad.sentence}{none}", field="files") from None


@page(desk="papers", duty="cases.may_add_paper", methods=POST)
def better(request: HttpRequest, number: str, paper: int) -> HttpResponse:
    """补更清楚的一页: beside the old one, which stays."""
    row = page_of(request, number, paper)
    form = BetterForm(request.POST, request.FILES, auto_id="better-%s")

    def do() -> str:
        try:
            new = verbs.add_paper(
                actor=request.actor,  # type: ignore[attr-defined]
                on=request.day,  # type: ignore[attr-defined]
                case_id=row.case.pk,
                data=whole(form.cleaned_data["file"]),
                better_than=row.pk,
            )
        except BadInput as bad:
            raise BadInput(bad.sentence, field="file") from None
        return reverse("papers:paper", args=[number, new.pk])

    done = attempt(request, form, "add_paper", do, "更清楚的一页已加上，原来的一页留着")
    return done or show_paper(request, row, better=form)


@page(desk="papers", duty="cases.may_add_paper", methods=POST)
def sort(request: HttpRequest, number: str) -> HttpResponse:
    """分材料."""
    case = case_of(request, number)
    pages = list(Paper.objects.filter(case=case).values_list("pk", flat=True))
    form = SortForm(request.POST, pages=pages, auto_id="sort-%s")

    def do() -> str:
        verbs.sort_papers(actor=request.actor, on=request.day, case_id=case.pk, **form.cleaned_data)  # type: ignore[attr-defined]
        return reverse("papers:list", args=[number])

    done = attempt(request, form, "sort_papers", do, "已归好")
    return done or show_papers(request, case, sort=form)


@page(desk="papers", duty="cases.may_add_paper", methods=POST)
def turn(request: HttpRequest, number: str, paper: int) -> HttpResponse:
    """旋转, by a quarter or half."""
    quarters = QUARTERS.get(request.POST.get("way", ""), 0)
    return _at_once(request, number, paper, "turn_paper", verbs.turn_paper, quarters=quarters)


@page(desk="papers", duty="cases.may_add_paper", methods=POST)
def mark(request: HttpRequest, number: str, paper: int) -> HttpResponse:
    """清楚，或者看不清."""
    legible = LEGIBLE.get(request.POST.get("legible", ""))
    return _at_once(request, number, paper, "mark_paper", verbs.mark_paper, legible=legible)


def _at_once(
    request: HttpRequest, number: str, paper: int, name: str, verb: Callable[..., Paper], **words: Any
) -> HttpResponse:
    """An act that is one click."""
    row = page_of(request, number, paper)
    address = reverse("papers:paper", args=[number, paper])

    def do() -> str:
        verb(actor=request.actor, on=request.day, paper_id=row.pk, **words)  # type: ignore[attr-defined]
        return address

    try:
        return HttpResponseRedirect(perform(request, name, do))
    except Refusal as refusal:
        form = DeskForm({})
        form.is_valid()
        form.refuse(refusal)
        return show_paper(request, row, said=form)


@page(desk="papers", duty="cases.may_add_paper", methods=POST)
def crop(request: HttpRequest, number: str, paper: int) -> HttpResponse:
    """裁剪."""
    row = page_of(request, number, paper)
    form = CropForm(request.POST, auto_id="crop-%s")

    def do() -> str:
        verbs.crop_paper(actor=request.actor, on=request.day, paper_id=row.pk, crop=form.crop())  # type: ignore[attr-defined]
        return reverse("papers:paper", args=[number, paper])

    done = attempt(request, form, "crop_paper", do)
    return done or show_paper(request, row, crop=form)
