"""The registry of documents and clauses: `texts/<document>/document.yaml` and `clauses.yaml`, read when asked for.

A clause is our own account of what a provision demands, never its official wording. Its id is what code, figures,
procedures, pages and forms cite: `n1.3` of the notice, `57.19` of 民发〔2021〕57号, `ssf.44` of the 社会救助法.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jiuzhu.law.figures import UnknownFigure, reading
from jiuzhu.law.strict_yaml import BadFile, load
from jiuzhu.law.strict_yaml import Document as File
from jiuzhu.plain import days

FOLDER = Path(__file__).parent / "texts"
# From the highest to the lowest; a document of a higher rank wins (n12.2).
RANKS = {
    "law": "法律",
    "administrative_regulation": "行政法规",
    "state_council_document": "党中央、国务院文件",
    "local_regulation": "地方性法规",
    "ministry_document": "部委文件",
    "provincial_document": "省级文件",
    "city_document": "市级文件",
    "district_document": "区级文件",
}
STATUS = {"in_force": "有效", "draft": "征求意见稿", "repealed": "已废止", "not_found": "没有查到全文"}
FORCES = {"must": "应当", "normally": "一般、原则上", "may": "可以"}
_DOCUMENT_KEYS = {
    "title", "short", "number", "rank", "issuer", "in_force_from", "in_force_by", "in_force_until", "status", "source",
    "checked_on", "note",
}  # fmt: skip
_OPTIONAL = {"note", "number", "in_force_from", "in_force_by", "in_force_until"}
_CLAUSE_KEYS = {"article", "force", "demands", "no_effect", "open"}


class UnknownClause(LookupError):
    """No clause has this id; the message is a Chinese sentence."""


@dataclass(frozen=True)
class Document:
    """A law, regulation or notice. Days None: not known. `in_force_until` is the first day it no longer holds.

    In a file `in_force_by` names the figure that holds the first day, where the text leaves it blank.
    """

    key: str
    title: str
    short: str
    number: str
    rank: str
    issuer: str
    in_force_from: date | None
    in_force_until: date | None
    status: str
    source: str
    checked_on: date
    note: str

    def holds_on(self, day: date) -> bool:
        """Whether it is in force that day, as far as its days are known."""
        begun = self.in_force_from is None or self.in_force_from <= day
        return begun and (self.in_force_until is None or day < self.in_force_until)


@dataclass(frozen=True)
class Clause:
    """One provision in our words. `force`: must, normally, may. `open`: what the text leaves unsaid.

    `no_effect`: why nothing in the software follows from it.
    """

    id: str
    document: str
    article: str
    force: str
    demands: str
    open: str
    no_effect: str


@cache
def documents() -> dict[str, Document]:
    """All documents by key, the one that wins first: by rank, then the newer. Raises BadFile."""
    found = [read_document(folder) for folder in sorted(FOLDER.iterdir()) if folder.is_dir()]
    order = list(RANKS)
    newest_first = sorted(found, key=lambda d: d.in_force_from or date.min, reverse=True)
    return {d.key: d for d in sorted(newest_first, key=lambda d: order.index(d.rank))}


@cache
def clauses() -> dict[str, Clause]:
    """All clauses by id, document after document, in the order of their files. Raises BadFile."""
    found: dict[str, Clause] = {}
    for key in documents():
        for clause in read_clauses(FOLDER / key):
            if clause.id in found:
                name = f"texts/{key}/clauses.yaml"
                raise BadFile(name, 1, f"条款 {clause.id} 在 {found[clause.id].document} 里已经有了。")
            found[clause.id] = clause
    return found


def clause(clause_id: str) -> Clause:
    """The clause of an id. Raises UnknownClause."""
    found = clauses().get(clause_id)
    if found is None:
        raise UnknownClause(f"没有条款 {clause_id}。用 jiuzhu law check 可以查出引用了不存在条款的地方。")
    return found


def document_of(clause_id: str) -> Document:
    """The document a clause stands in. Raises UnknownClause."""
    return documents()[clause(clause_id).document]


def read_document(folder: Path) -> Document:
    """The document of a folder. Raises BadFile."""
    file = load(folder / "document.yaml", f"texts/{folder.name}/document.yaml")
    plain = _keyed(file, file.plain, _DOCUMENT_KEYS, _OPTIONAL, ())
    for key, known in (("rank", RANKS), ("status", STATUS)):
        if plain[key] not in known:
            raise file.error(f"{key} 只能是 {'、'.join(known)}。", key)
    return Document(
        key=folder.name,
        title=plain["title"],
        short=plain["short"],
        number=plain.get("number", ""),
        rank=plain["rank"],
        issuer=plain["issuer"],
        in_force_from=_figure_day(file) if "in_force_by" in plain else _day(file, "in_force_from"),
        in_force_until=_day(file, "in_force_until"),
        status=plain["status"],
        source=plain["source"],
        checked_on=_day(file, "checked_on") or date.min,
        note=plain.get("note", ""),
    )


def read_clauses(folder: Path) -> list[Clause]:
    """The clauses of a document's folder. Raises BadFile."""
    file = load(folder / "clauses.yaml", f"texts/{folder.name}/clauses.yaml")
    if not isinstance(file.plain, dict):
        raise file.error("应是“条款号: 内容”的列表。")
    return [_clause(file, folder.name, clause_id) for clause_id in file.plain]


def _clause(file: File, key: str, clause_id: str) -> Clause:
    plain = _keyed(file, file.plain[clause_id], _CLAUSE_KEYS, {"no_effect", "open"}, (clause_id,))
    if plain["force"] not in FORCES:
        raise file.error(f"force 只能是 {'、'.join(FORCES)}。", clause_id, "force")
    return Clause(
        id=clause_id,
        document=key,
        article=plain["article"],
        force=plain["force"],
        demands=plain["demands"],
        open=plain.get("open", ""),
        no_effect=plain.get("no_effect", ""),
    )


def _keyed(file: File, plain: Any, known: set[str], optional: set[str], place: tuple[str, ...]) -> dict[str, str]:
    if not isinstance(plain, dict):
        raise file.error(f"这里应写 {'、'.join(sorted(known))}。", *place)
    for key, value in plain.items():
        if key not in known:
            raise file.error(f"不认识“{key}”，可写：{'、'.join(sorted(known))}。", *place, key)
        if not isinstance(value, str) or not value:
            raise file.error(f"{key} 应是文字，不能空。", *place, key)
    for key in sorted(known - optional - plain.keys()):
        raise file.error(f"缺少 {key}。", *place)
    return plain


def _day(file: File, key: str) -> date | None:
    if key not in file.plain:
        return None
    try:
        return days.parse(file.plain[key])
    except days.BadDay as error:
        raise file.error(str(error), key) from None


def _figure_day(file: File) -> date | None:
    try:
        value = reading(file.plain["in_force_by"], date.max).value
    except UnknownFigure as error:
        raise file.error(str(error), "in_force_by") from None
    return value if isinstance(value, date) else None
