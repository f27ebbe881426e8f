"""Reads the procedure files: strict YAML in, procedures out. A bad file is refused with file, line and reason."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from jiuzhu.law.procedure_model import End, Outcome, Procedure, Refusal, SideAct, Start, Step
from jiuzhu.law.strict_yaml import BadFile, Document, load

FOLDER = Path(__file__).parent / "procedures"
# What may change without changing what a running case is held to.
NOT_CONTENT = ("digest", "effective_to", "in_force_by", "begins_because", "unconfirmed")

PROCEDURE_KEYS = frozenset(
    {"procedures", "effective_from", "effective_to", "in_force_by", "confirming", "three_hands", "clause"}
    | {"begins_because", "unconfirmed", "start", "steps", "ends", "side_acts"}
)
HEAD_KEYS = frozenset({"title", "cycle"})
START_KEYS = frozenset({"label", "post"})
SHARED_KEYS = frozenset({"key", "label", "post", "act", "desk", "deadline", "clause", "refusals"})
STEP_KEYS = SHARED_KEYS | {"hand", "needs", "strand", "outcomes"}
OUTCOME_KEYS = frozenset({"key", "label", "kind", "reopen", "skips", "demands", "ends_as", "clause"})
SIDE_ACT_KEYS = SHARED_KEYS | {"while_open", "effect", "reopen", "skips", "ends_as"}
END_KEYS = frozenset({"label", "post", "deadline", "clause"})
HANDS = {"1": 1, "2": 2, "3": 3}
MAIN_STRAND = "主线"


@dataclass(frozen=True)
class Catalogue:
    """What all procedures share: the posts in the order of a chart's rows, and the named refusals."""

    posts: Mapping[str, str]
    refusals: Mapping[str, Refusal]


def read_catalogue(folder: Path = FOLDER) -> Catalogue:
    """Posts and refusals of the folder; raises BadFile."""
    posts = _Part.whole(load(folder / "posts.yaml"))
    refusals = _Part.whole(load(folder / "refusals.yaml"))
    return Catalogue(
        {key: posts.text(key) for key in posts.names()},
        {key: Refusal(key, part.text("say"), part.texts("clause")) for key, part in refusals.parts()},
    )


def read_folder(folder: Path = FOLDER) -> tuple[Procedure, ...]:
    """Every version of every procedure in the folder, by name, date and confirming authority. Raises BadFile."""
    catalogue = read_catalogue(folder)
    found: list[Procedure] = []
    for path in sorted(folder.glob("*/*.yaml")):
        found += from_document(load(path, path.relative_to(folder).as_posix()), catalogue)
    return tuple(sorted(found, key=lambda p: (p.name, p.effective_from, p.confirming)))


def from_document(document: Document, catalogue: Catalogue) -> list[Procedure]:
    """The procedures one file describes: one for each name it serves. Raises BadFile."""
    whole = _Part.whole(document)
    whole.only(PROCEDURE_KEYS)
    steps = tuple(_step(part, catalogue) for part in whole.items("steps", required=True))
    start = whole.part("start")
    start.only(START_KEYS)
    ends = tuple(_end(key, part) for key, part in whole.part("ends").parts())
    begun = Start(label=start.text("label"), post=start.text("post"))
    used = {begun.post, *(s.post for s in steps), *(e.post for e in ends)}
    begins, confirming = whole.day("effective_from"), whole.text("confirming")
    shared = Procedure(
        name="",
        title="",
        version="",
        effective_from=begins,
        effective_to=whole.day("effective_to") if whole.has("effective_to") else None,
        confirming=confirming,
        digest="",
        steps=steps,
        posts=(*(p for p in catalogue.posts if p in used), *sorted(used.difference(catalogue.posts))),
        start_event=begun,
        ends=ends,
        side_acts=tuple(_side_act(part, catalogue) for part in whole.items("side_acts")),
        clause=whole.texts("clause"),
        three_hands=whole.flag("three_hands"),
        in_force_by=whole.maybe("in_force_by"),
        begins_because=whole.maybe("begins_because"),
        unconfirmed=whole.texts("unconfirmed"),
    )
    return [_named(shared, name, head) for name, head in whole.part("procedures").parts()]


def _named(shared: Procedure, name: str, head: "_Part") -> Procedure:
    head.only(HEAD_KEYS)
    version = f"{name}/{shared.effective_from.isoformat()}/{shared.confirming}"
    one = replace(shared, name=name, version=version, title=head.text("title"), cycle=head.maybe("cycle"))
    return replace(one, digest=_digest(one))


def _digest(one: Procedure) -> str:
    """SHA-256 over the canonical JSON of what binds a running case. Refusals count by name, not by sentence."""
    content = {key: value for key, value in asdict(one).items() if key not in NOT_CONTENT}
    for holder in (*content["steps"], *content["side_acts"]):
        holder["refusals"] = [refusal["key"] for refusal in holder["refusals"]]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _step(part: "_Part", catalogue: Catalogue) -> Step:
    part.only(STEP_KEYS)
    key, label, hand = part.text("key"), part.text("label"), part.maybe("hand")
    if hand is not None and hand not in HANDS:
        raise part.error("hand 只能是 1、2、3，不是哪一只手就不写。", "hand")
    return Step(
        key=key,
        label=label,
        post=part.maybe("post") or "",
        hand=HANDS[hand] if hand else None,
        act=part.maybe("act") or "",
        needs=part.texts("needs"),
        strand=part.maybe("strand") or MAIN_STRAND,
        clause=part.texts("clause"),
        deadline=part.maybe("deadline"),
        desk=part.maybe("desk") or "",
        outcomes=tuple(_outcome(o) for o in part.items("outcomes")) or (Outcome(key="done", label=label, kind="done"),),
        refusals=_refusals(part, catalogue),
    )


def _outcome(part: "_Part") -> Outcome:
    part.only(OUTCOME_KEYS)
    return Outcome(
        key=part.text("key"),
        label=part.text("label"),
        kind=part.text("kind"),
        reopen=part.texts("reopen"),
        skips=part.texts("skips"),
        demands=part.texts("demands"),
        ends_as=part.maybe("ends_as"),
        clause=part.texts("clause"),
    )


def _side_act(part: "_Part", catalogue: Catalogue) -> SideAct:
    part.only(SIDE_ACT_KEYS)
    return SideAct(
        key=part.text("key"),
        label=part.text("label"),
        post=part.maybe("post") or "",
        act=part.maybe("act") or "",
        desk=part.maybe("desk") or "",
        while_open=part.texts("while_open"),
        effect=part.text("effect"),
        clause=part.texts("clause"),
        reopen=part.texts("reopen"),
        skips=part.texts("skips"),
        ends_as=part.maybe("ends_as"),
        deadline=part.maybe("deadline"),
        refusals=_refusals(part, catalogue),
    )


def _end(key: str, part: "_Part") -> End:
    part.only(END_KEYS)
    return End(key, part.text("label"), part.text("post"), part.texts("clause"), part.maybe("deadline"))


def _refusals(part: "_Part", catalogue: Catalogue) -> tuple[Refusal, ...]:
    names = part.texts("refusals")
    for name in names:
        if name not in catalogue.refusals:
            raise part.error(f"拒绝理由“{name}”不在 refusals.yaml 里，请先在那里写上它的句子和条款。", "refusals")
    return tuple(catalogue.refusals[name] for name in names)


@dataclass(frozen=True)
class _Part:
    """A mapping somewhere in a document that knows its own place, so that every refusal names the line."""

    document: Document
    plain: Mapping[str, Any]
    place: tuple[str | int, ...]

    @classmethod
    def whole(cls, document: Document) -> "_Part":
        return cls(document, _mapping(document, document.plain), ())

    def error(self, reason: str, *inside: str | int) -> BadFile:
        return self.document.error(reason, *self.place, *inside)

    def only(self, known: frozenset[str]) -> None:
        for key in self.plain:
            if key not in known:
                raise self.error(f"不认识“{key}”，请核对拼写。", key)

    def names(self) -> list[str]:
        return list(self.plain)

    def has(self, key: str) -> bool:
        return key in self.plain

    def maybe(self, key: str) -> str | None:
        value = self.plain.get(key)
        if value is not None and not isinstance(value, str):
            raise self.error(f"“{key}”应是一段文字。", key)
        return value or None

    def text(self, key: str) -> str:
        value = self.maybe(key)
        if value is None:
            raise self.error(f"缺少“{key}”，请补上。", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.plain.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            raise self.error(f"“{key}”应是一列文字，写成 [a, b]。", key)
        return tuple(value)

    def flag(self, key: str) -> bool:
        if self.plain.get(key, "false") not in ("true", "false"):
            raise self.error(f"“{key}”只能写 true 或 false。", key)
        return self.plain.get(key) == "true"

    def day(self, key: str) -> date:
        text = self.text(key)
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.error(f"日期“{text}”应写成 2021-10-01 这样。", key) from None

    def part(self, key: str) -> "_Part":
        if key not in self.plain:
            raise self.error(f"缺少“{key}”，请补上。")
        return _Part(self.document, _mapping(self.document, self.plain[key], *self.place, key), (*self.place, key))

    def parts(self) -> Iterator[tuple[str, "_Part"]]:
        return ((key, self.part(key)) for key in self.plain)

    def items(self, key: str, required: bool = False) -> list["_Part"]:
        rows = self.plain.get(key, [])
        if not isinstance(rows, list) or (required and not rows):
            raise self.error(f"“{key}”应是一列，每项以“-”开头，至少一项。", key)
        places = [(*self.place, key, i) for i in range(len(rows))]
        return [_Part(self.document, _mapping(self.document, r, *p), p) for r, p in zip(rows, places, strict=True)]


def _mapping(document: Document, plain: Any, *place: str | int) -> Mapping[str, Any]:
    if not isinstance(plain, dict):
        raise document.error("这里应是“键: 值”。", *place)
    return plain
