"""Reads the procedure files: strict YAML in, procedures out. A bad file is refused with file and reason."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from jiuzhu.law.procedure_model import End, Outcome, Procedure, ProcedureError, Refusal, SideAct, Start, Step

FOLDER = Path(__file__).parent / "procedures"
# What may change without changing what a running case is held to.
NOT_CONTENT = ("digest", "effective_to", "in_force_by", "unconfirmed")

PROCEDURE_KEYS = {"procedures", "effective_from", "effective_to", "in_force_by", "confirming", "three_hands", "clause",
                  "unconfirmed", "start", "steps", "ends", "side_acts"}  # fmt: skip
STEP_KEYS = {"key", "label", "post", "hand", "act", "needs", "strand", "desk", "deadline", "clause", "refusals",
             "outcomes"}  # fmt: skip
OUTCOME_KEYS = {"key", "label", "kind", "reopen", "skips", "demands", "ends_as", "clause"}
SIDE_ACT_KEYS = {"key", "label", "post", "act", "desk", "while_open", "effect", "reopen", "ends_as", "deadline",
                 "clause", "refusals"}  # fmt: skip
END_KEYS = {"label", "post", "deadline", "clause"}


class BadProcedureFile(ProcedureError):
    """A procedure file can't be read: the sentence names file and reason."""


class _Strict(yaml.BaseLoader):
    """Every scalar stays text; a key given twice is refused."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise BadProcedureFile(f"第 {key.start_mark.line + 1} 行：键“{key.value}”写了两次，请删去一个。")
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_plain(path: Path) -> dict[str, Any]:
    """The file as plain dicts, lists and text; raises BadProcedureFile."""
    try:
        plain = yaml.load(path.read_text("utf-8"), Loader=_Strict)
    except BadProcedureFile as error:
        raise BadProcedureFile(f"{path.name} {error}") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"第 {mark.line + 1} 行" if mark else "文件"
        raise BadProcedureFile(f"{path.name} {line}：不是有效的 YAML，请检查缩进和符号。") from None
    if not isinstance(plain, dict):
        raise BadProcedureFile(f"{path.name}：文件内容应是“键: 值”。")
    return plain


def read_posts() -> dict[str, str]:
    """Post → Chinese name, in the order of the rows of a chart."""
    return {key: str(label) for key, label in read_plain(FOLDER / "posts.yaml").items()}


def read_refusals() -> dict[str, Refusal]:
    """The named refusals by key."""
    found = read_plain(FOLDER / "refusals.yaml")
    return {key: Refusal(key, str(r["say"]), tuple(r["clause"])) for key, r in found.items()}


def read_folder(folder: Path = FOLDER) -> tuple[Procedure, ...]:
    """Every version of every procedure in the folder, by name and date."""
    posts, refusals = read_posts(), read_refusals()
    found: list[Procedure] = []
    for path in sorted(folder.glob("*/*.yaml")):
        try:
            found += from_plain(read_plain(path), posts, refusals)
        except BadProcedureFile as error:
            where = path.relative_to(folder).as_posix()
            raise BadProcedureFile(f"{where}：{error}") from None
    return tuple(sorted(found, key=lambda p: (p.name, p.effective_from, p.confirming)))


def from_plain(
    plain: Mapping[str, Any], posts: Sequence[str] | Mapping[str, str], refusals: Mapping[str, Refusal]
) -> list[Procedure]:
    """The procedures one file describes: one for each name it serves. Raises BadProcedureFile."""
    _only(plain, PROCEDURE_KEYS, "流程")
    reader = _Reader(refusals)
    steps = tuple(reader.step(s) for s in _need(plain, "steps", "流程"))
    sides = tuple(reader.side_act(s) for s in plain.get("side_acts", ()))
    ends = tuple(reader.end(key, e) for key, e in _need(plain, "ends", "流程").items())
    start = Start(label=_need(plain["start"], "label", "起点"), post=_need(plain["start"], "post", "起点"))
    used = {start.post, *(s.post for s in steps), *(e.post for e in ends)}
    begins = _date(_need(plain, "effective_from", "流程"))
    confirming = str(_need(plain, "confirming", "流程"))
    found = []
    for name, head in _need(plain, "procedures", "流程").items():
        bare = Procedure(
            name=name,
            title=_need(head, "title", name),
            version=f"{name}/{begins.isoformat()}/{confirming}",
            effective_from=begins,
            effective_to=_date(plain["effective_to"]) if plain.get("effective_to") else None,
            confirming=confirming,
            digest="",
            steps=steps,
            posts=tuple(p for p in posts if p in used) + tuple(sorted(used.difference(posts))),
            start_event=start,
            ends=ends,
            side_acts=sides,
            clause=tuple(plain.get("clause", ())),
            cycle=head.get("cycle"),
            three_hands=plain.get("three_hands") == "true",
            in_force_by=plain.get("in_force_by"),
            unconfirmed=tuple(plain.get("unconfirmed", ())),
        )
        found.append(_with_digest(bare))
    return found


def _with_digest(bare: Procedure) -> Procedure:
    content = {key: value for key, value in asdict(bare).items() if key not in NOT_CONTENT}
    for holder in (*content["steps"], *content["side_acts"]):
        holder["refusals"] = [refusal["key"] for refusal in holder["refusals"]]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat)
    fields = {name: getattr(bare, name) for name in bare.__dataclass_fields__}
    return Procedure(**{**fields, "digest": hashlib.sha256(text.encode("utf-8")).hexdigest()})


class _Reader:
    """Turns plain dicts into nouns; knows the refusals by name."""

    def __init__(self, refusals: Mapping[str, Refusal]) -> None:
        self.refusals = refusals

    def step(self, plain: Mapping[str, Any]) -> Step:
        what = f"步骤 {plain.get('key', '?')}"
        _only(plain, STEP_KEYS, what)
        key, label = _need(plain, "key", what), _need(plain, "label", what)
        outcomes = tuple(self.outcome(o, what) for o in plain.get("outcomes", ()))
        hand = plain.get("hand")
        if hand is not None and hand not in {"1", "2", "3"}:
            raise BadProcedureFile(f"{what}：hand 只能是 1、2、3。")
        return Step(
            key=key,
            label=label,
            post=plain.get("post", ""),
            hand=int(hand) if hand else None,
            act=plain.get("act", ""),
            needs=tuple(plain.get("needs", ())),
            strand=plain.get("strand", "主线"),
            clause=tuple(plain.get("clause", ())),
            deadline=plain.get("deadline"),
            desk=plain.get("desk", ""),
            outcomes=outcomes or (Outcome(key="done", label=label, kind="done"),),
            refusals=self._named(plain, what),
        )

    def outcome(self, plain: Mapping[str, Any], what: str) -> Outcome:
        _only(plain, OUTCOME_KEYS, f"{what} 的结果")
        return Outcome(
            key=_need(plain, "key", what),
            label=_need(plain, "label", what),
            kind=_need(plain, "kind", what),
            reopen=tuple(plain.get("reopen", ())),
            skips=tuple(plain.get("skips", ())),
            demands=tuple(plain.get("demands", ())),
            ends_as=plain.get("ends_as"),
            clause=tuple(plain.get("clause", ())),
        )

    def side_act(self, plain: Mapping[str, Any]) -> SideAct:
        what = f"旁支 {plain.get('key', '?')}"
        _only(plain, SIDE_ACT_KEYS, what)
        return SideAct(
            key=_need(plain, "key", what),
            label=_need(plain, "label", what),
            post=plain.get("post", ""),
            act=plain.get("act", ""),
            desk=plain.get("desk", ""),
            while_open=tuple(plain.get("while_open", ())),
            effect=_need(plain, "effect", what),
            clause=tuple(plain.get("clause", ())),
            reopen=tuple(plain.get("reopen", ())),
            ends_as=plain.get("ends_as"),
            deadline=plain.get("deadline"),
            refusals=self._named(plain, what),
        )

    def end(self, key: str, plain: Mapping[str, Any]) -> End:
        _only(plain, END_KEYS, f"结局 {key}")
        clause = tuple(plain.get("clause", ()))
        return End(key, _need(plain, "label", key), _need(plain, "post", key), clause, plain.get("deadline"))

    def _named(self, plain: Mapping[str, Any], what: str) -> tuple[Refusal, ...]:
        names = plain.get("refusals", ())
        unknown = [name for name in names if name not in self.refusals]
        if unknown:
            raise BadProcedureFile(f"{what}：拒绝理由“{unknown[0]}”不在 refusals.yaml 里，请先写上它的句子。")
        return tuple(self.refusals[name] for name in names)


def _need(plain: Mapping[str, Any], key: str, what: str) -> Any:
    if not plain.get(key):
        raise BadProcedureFile(f"{what}：缺少“{key}”，请补上。")
    return plain[key]


def _only(plain: Mapping[str, Any], known: set[str], what: str) -> None:
    for key in plain:
        if key not in known:
            raise BadProcedureFile(f"{what}：不认识“{key}”，请核对拼写。")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadProcedureFile(f"日期“{text}”应写成 2021-10-01 这样。") from None
