"""材料: pages come in, are sorted by material, turned, cropped and judged. What was uploaded stays as it came."""

import datetime as dt

from jiuzhu.cases import duties, flow
from jiuzhu.cases.models import Case, Document, Paper
from jiuzhu.ground import audit, files, pictures
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.models import StoredFile
from jiuzhu.ground.pictures import Crop
from jiuzhu.ground.refusals import BadInput, NotFound
from jiuzhu.ground.rows import locked

PDF = "application/pdf"
MATERIALS = {
    "application": "申请书与真实性承诺",
    "consents": "核对授权书",
    "household_register": "户口簿",
    "id_card": "身份证",
    "disability": "残疾人证",
    "illness": "诊断和医疗证明",
    "bills": "票据",
    "income": "收入证明",
    "property": "财产证明",
    "kinship": "家庭关系证明",
    "account": "存折或银行卡",
    "other": "其他材料",
}
SOURCES = {"handler": "窗口", "village_worker": "村（社区）"}
CLAUSES = ("57.10",)


class NoPicture(BadInput):
    """A PDF can be shown but not turned or cropped here."""


@act("add_paper")
def add_paper(
    *, actor: Actor, on: dt.date, case_id: int, data: bytes, material: str = "", better_than: int | None = None
) -> Paper:
    """Add one page. Without `material` it lies in the pile; `better_than` names the page it is clearer than."""
    case = flow.lock(case_id)
    duties.may_add_paper(actor, case).or_refuse()
    worse = paper_of(case, better_than) if better_than is not None else None
    if worse is not None and worse.better_id is not None:
        raise BadInput("这一页已经有更清楚的一页了。请在更清楚的那一页上再补。")
    kind = files.kind_of(data)
    seen = pictures.readable(data) if kind != PDF else b""
    original = files.store(data=data, township=case.township, matter=str(case.token), label="材料")
    shown = _store_shown(case, seen) if seen else original
    document = worse.document if worse is not None else None
    if worse is None and material:
        document = _document(case, material, on, actor)
    paper = Paper.objects.create(
        case=case,
        township=case.township,
        document=document,
        original=original,
        shown=shown,
        added_on=on,
        added_by_id=actor.person_id,
    )
    _first_page(document, original)
    if worse is not None:
        worse.better = paper
        worse.save(update_fields=["better"])
    new = {"better_than": better_than, "digest": original.digest, "document": document.pk if document else None}
    _record(actor, on, "add_paper", paper, new)
    return paper


@act("sort_papers")
def sort_papers(*, actor: Actor, on: dt.date, case_id: int, papers: list[int], material: str) -> Document:
    """Lay pages under a material. A page may be sorted again when it lay under the wrong one."""
    case = flow.lock(case_id)
    duties.may_add_paper(actor, case).or_refuse()
    if not papers:
        raise BadInput("请先勾选要归到这份材料的页", field="papers")
    if material not in MATERIALS:
        raise BadInput("请选择归到哪一份材料", field="material")
    rows = [paper_of(case, pk) for pk in papers]
    document = _document(case, material, on, actor)
    old = {str(row.pk): row.document_id for row in rows}
    for row in rows:
        row.document = document
        row.save(update_fields=["document"])
    _first_page(document, rows[0].original)
    audit.record(
        actor=actor,
        act="sort_papers",
        on=on,
        subject=document,
        clause=CLAUSES,
        matter=str(case.token),
        township=case.township,
        old=old,
        new={"document": document.pk, "pages": sorted(papers)},
    )
    return document


@act("turn_paper")
def turn_paper(*, actor: Actor, on: dt.date, paper_id: int, quarters: int) -> Paper:
    """Turn a page to the right by quarters; what was cropped stays cropped."""
    paper = _picture(actor, paper_id)
    if quarters not in (1, 2, 3):
        raise BadInput("请选择向哪边转")
    crop = crop_of(paper)
    for _ in range(quarters):
        crop = crop.turned()
    return _show(actor, on, "turn_paper", paper, (paper.turn + 90 * quarters) % 360, crop)


@act("crop_paper")
def crop_paper(*, actor: Actor, on: dt.date, paper_id: int, crop: Crop) -> Paper:
    """Show only a part of the page, as it stands after turning; the whole one stays and can be taken back to."""
    paper = _picture(actor, paper_id)
    if not (0 <= crop.left < crop.right <= pictures.FULL and 0 <= crop.top < crop.bottom <= pictures.FULL):
        raise BadInput("裁掉的太多，什么都不剩了。左右、上下相加都要小于 100")
    return _show(actor, on, "crop_paper", paper, paper.turn, crop)


@act("mark_paper")
def mark_paper(*, actor: Actor, on: dt.date, paper_id: int, legible: bool | None) -> Paper:
    """清楚, or 看不清，请重拍; no choice is refused."""
    paper = _open_page(actor, paper_id)
    if legible is None:
        raise BadInput("请选择清楚还是看不清")
    old, paper.legible = paper.legible, legible
    paper.save(update_fields=["legible"])
    _record(actor, on, "mark_paper", paper, {"legible": legible}, {"legible": old})
    return paper


def paper_of(case: Case, paper_id: int) -> Paper:
    """A page of this case; others don't exist here."""
    return locked(Paper.objects.filter(case=case), paper_id, "本案没有这一页材料。请刷新页面。")


def crop_of(paper: Paper) -> Crop:
    """The part that is shown."""
    return Crop(paper.crop_left, paper.crop_top, paper.crop_right, paper.crop_bottom)


def _open_page(actor: Actor, paper_id: int) -> Paper:
    found = Paper.objects.filter(pk=paper_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotFound("没有这一页材料，或不属于您所在的街道（乡镇）。")
    case = flow.lock(found)
    duties.may_add_paper(actor, case).or_refuse()
    return paper_of(case, paper_id)


def _picture(actor: Actor, paper_id: int) -> Paper:
    paper = _open_page(actor, paper_id)
    if paper.original.kind == PDF:
        raise NoPicture("PDF 不能在这里旋转、裁剪。请用扫描仪重新扫描，或者拍照后再加一页。")
    return paper


def _show(actor: Actor, on: dt.date, verb: str, paper: Paper, turn: int, crop: Crop) -> Paper:
    old = {"crop": _plain(crop_of(paper)), "turn": paper.turn}
    paper.turn = turn
    paper.crop_left, paper.crop_top, paper.crop_right, paper.crop_bottom = _plain(crop)
    paper.shown = _store_shown(paper.case, pictures.readable(files.read(paper.original), turn, crop))
    paper.save(update_fields=["turn", "crop_left", "crop_top", "crop_right", "crop_bottom", "shown"])
    _record(actor, on, verb, paper, {"crop": _plain(crop), "turn": turn}, old)
    return paper


def _plain(crop: Crop) -> list[int]:
    return [crop.left, crop.top, crop.right, crop.bottom]


def _store_shown(case: Case, data: bytes) -> StoredFile:
    return files.store(data=data, township=case.township, matter=str(case.token), label="材料（阅看）")


def _document(case: Case, material: str, on: dt.date, actor: Actor) -> Document:
    """The case's row for this material: what intake wrote down as handed in, or a new one."""
    if material not in MATERIALS:
        raise BadInput("请选择归到哪一份材料", field="material")
    word = MATERIALS[material]
    for row in Document.objects.filter(case=case, kind__startswith=word).order_by("pk"):
        if row.kind == word or row.kind.startswith(f"{word} ×"):
            return row
    return Document.objects.create(
        case=case, township=case.township, kind=word, on=on, source=SOURCES.get(actor.post, "窗口")
    )


def _first_page(document: Document | None, original: StoredFile) -> None:
    if document is not None and document.file_id is None:
        document.file = original
        document.save(update_fields=["file"])


def _record(
    actor: Actor, on: dt.date, verb: str, paper: Paper, new: dict[str, object], old: dict[str, object] | None = None
) -> None:
    audit.record(
        actor=actor,
        act=verb,
        on=on,
        subject=paper,
        clause=CLAUSES,
        matter=str(paper.case.token),
        township=paper.township,
        old=old,
        new=new,
    )
