"""Reads the procedure files: strict YAML in, procedures out. A bad file is refused with file, line and reason."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from jiuzhu.law.procedure_model import Procedure
from jiuzhu.law.procedure_nouns import End, Outcome, Refusal, SideAct, Start, Step
from jiuzhu.law.procedure_part import Part
from jiuzhu.law.strict_yaml import Document, load

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
    posts = Part.whole(load(folder / "posts.yaml"))
    refusals = Part.whole(load(folder / "refusals.yaml"))
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
    whole = Part.whole(document)
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


def _named(shared: Procedure, name: str, head: Part) -> Procedure:
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


def _step(part: Part, catalogue: Catalogue) -> Step:
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


def _outcome(part: Part) -> Outcome:
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


def _side_act(part: Part, catalogue: Catalogue) -> SideAct:
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


def _end(key: str, part: Part) -> End:
    part.only(END_KEYS)
    return End(key, part.text("label"), part.text("post"), part.texts("clause"), part.maybe("deadline"))


def _refusals(part: Part, catalogue: Catalogue) -> tuple[Refusal, ...]:
    names = part.texts("refusals")
    for name in names:
        if name not in catalogue.refusals:
            raise part.error(f"拒绝理由“{name}”不在 refusals.yaml 里，请先在那里写上它的句子和条款。", "refusals")
    return tuple(catalogue.refusals[name] for name in names)
