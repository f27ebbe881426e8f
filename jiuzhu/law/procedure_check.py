"""Is every procedure well formed? One sentence for each fault; an empty list means every case always has a way on.

What is checked: each step has post, act, desk and clause · every name that is pointed at exists · no step waits for
itself · every state that can be reached has a way on and an end in reach · every step and end can be reached · hands
that must differ are different posts · no day without a version, none with two.
"""

from collections.abc import Callable, Iterable, Iterator

from jiuzhu.law.catalogue import clauses
from jiuzhu.law.clocks import CLOCKS, HOUR_CLOCKS
from jiuzhu.law.figures import figure_names, reading
from jiuzhu.law.procedure_dates import date_faults
from jiuzhu.law.procedure_file import FOLDER, Catalogue, read_catalogue, read_folder
from jiuzhu.law.procedure_model import Procedure
from jiuzhu.law.procedure_nouns import Outcome, Refusal, Step
from jiuzhu.law.procedure_walk import walk_faults

DESKS = frozenset(
    {"intake", "review", "approval", "payout", "care", "departments", "checkcentre", "oversight", "stewards"}
    | {"citizen", "village", "board"}
)
KINDS = frozenset({"done", "reopen", "end"})
EFFECTS = frozenset({"extend", "end", "reopen", "skip", "note"})
ALL_HANDS = {1, 2, 3}
Rule = Callable[[Procedure], Iterator[str]]


def check_folder() -> list[str]:
    """Every fault of the procedures as they stand, with what they cite: clauses, clocks, figures, refusals."""
    catalogue, procedures = read_catalogue(FOLDER), read_folder(FOLDER)
    found = check(procedures, catalogue)
    for procedure in procedures:
        found += [f"{procedure.version}：{say}" for rule in (_cited, _dated) for say in rule(procedure)]
    used = {refusal.key for p in procedures for refusal in _refusals(p)}
    found += [f"refusals.yaml：“{key}”没有一步用到，请删去。" for key in catalogue.refusals if key not in used]
    return found


def check(procedures: Iterable[Procedure], catalogue: Catalogue) -> list[str]:
    """Every fault of these procedures, each sentence beginning with the version it is in."""
    everything = tuple(procedures)
    found: list[str] = []
    for procedure in everything:
        faults = [say for rule in (_fields, _names, _cycles) for say in rule(procedure)]
        faults += [f"“{p}”不是已知岗位。" for p in procedure.posts if p not in catalogue.posts]
        if not faults:
            faults = [say for rule in (_reopens, _hands, walk_faults) for say in rule(procedure)]
        found += [f"{procedure.version}：{say}" for say in faults]
    return found + date_faults(everything)


def _fields(procedure: Procedure) -> Iterator[str]:
    for step in procedure.steps:
        if not step.post:
            yield f"步骤“{step.label}”没有写由哪个岗位办（post）。"
        if not step.act:
            yield f"步骤“{step.label}”没有写办理动作（act）。"
        if step.desk not in DESKS:
            yield f"步骤“{step.label}”没有写在哪个工作台办（desk），或者工作台“{step.desk}”不存在。"
        if not step.clause:
            yield f"步骤“{step.label}”没有写依据的条款（clause）。"
        for outcome in step.outcomes:
            yield from _outcome_fields(step, outcome)
    for side in procedure.side_acts:
        if not (side.post and side.act and side.desk in DESKS):
            yield f"旁支“{side.label}”要写明岗位、动作和工作台。"
        if side.effect not in EFFECTS:
            yield f"旁支“{side.label}”的效果“{side.effect}”不认识，只能是 {'、'.join(sorted(EFFECTS))}。"
        if not side.while_open:
            yield f"旁支“{side.label}”没有写从哪些步骤可以办（while_open）。"
        for effect, names in (("reopen", side.reopen), ("skip", side.skips), ("end", side.ends_as)):
            if (side.effect == effect) != bool(names):
                yield f"旁支“{side.label}”的效果是 {side.effect}，与它写的去向不符。"


def _outcome_fields(step: Step, outcome: Outcome) -> Iterator[str]:
    if outcome.kind not in KINDS:
        yield f"“{step.label}：{outcome.label}”的种类“{outcome.kind}”不认识，只能是 done、reopen、end。"
    if (outcome.kind == "reopen") != bool(outcome.reopen):
        yield f"“{step.label}：{outcome.label}”：只有退回（reopen）才写、也必须写退回到哪一步。"
    if (outcome.kind == "end") != bool(outcome.ends_as):
        yield f"“{step.label}：{outcome.label}”：只有结束（end）才写、也必须写以什么结束。"


def _names(procedure: Procedure) -> Iterator[str]:
    steps, ends = procedure.by_key, {end.key for end in procedure.ends}
    if len(steps) != len(procedure.steps):
        yield "有两个步骤用了同一个 key。"
    pointed = [(s.label, k) for s in procedure.steps for k in s.needs]
    pointed += [(a.label, k) for a in procedure.side_acts for k in (*a.while_open, *a.reopen, *a.skips)]
    closing = [(a.label, a.ends_as) for a in procedure.side_acts]
    for step in procedure.steps:
        if len({o.key for o in step.outcomes}) != len(step.outcomes):
            yield f"步骤“{step.label}”有两个结果用了同一个 key。"
        for outcome in step.outcomes:
            where = f"{step.label}：{outcome.label}"
            pointed += [(where, k) for k in (*outcome.reopen, *outcome.skips, *outcome.demands)]
            closing.append((where, outcome.ends_as))
    for where, key in pointed:
        if key not in steps:
            yield f"“{where}”指向的步骤“{key}”不存在。"
    for where, end in closing:
        if end is not None and end not in ends:
            yield f"“{where}”的结局“{end}”没有在 ends 里写明。"


def _cycles(procedure: Procedure) -> Iterator[str]:
    left = {step.key: set(step.needs) for step in procedure.steps}
    while left:
        free = [key for key, needs in left.items() if not needs.intersection(left)]
        if not free:
            yield f"这些步骤互相等待，永远轮不到：{'、'.join(procedure.by_key[k].label for k in left)}。"
            return
        for key in free:
            del left[key]


def _reopens(procedure: Procedure) -> Iterator[str]:
    for step in procedure.steps:
        after = procedure.dependents([step.key])
        for outcome in step.outcomes:
            if outcome.reopen and step.key not in procedure.dependents(outcome.reopen):
                yield f"“{step.label}：{outcome.label}”退回的步骤不在它之前，退回以后它自己不会重办。"
            for key in outcome.skips:
                if key not in after or key == step.key:
                    yield f"“{step.label}：{outcome.label}”跳过的“{procedure.by_key[key].label}”不在它之后。"
    for side in procedure.side_acts:
        if not set(side.skips) <= set(side.while_open):
            yield f"旁支“{side.label}”只能跳过正在办的步骤。"


def _hands(procedure: Procedure) -> Iterator[str]:
    steps = procedure.by_key
    for step in procedure.steps:
        for before in (steps[key] for key in step.needs):
            differ = before.hand and step.hand and before.hand != step.hand
            if differ and before.post == step.post:
                yield f"“{before.label}”和“{step.label}”须由不同的人办，却接连写给同一个岗位“{step.post}”。"
    for post in procedure.posts:
        hands = {s.hand for s in procedure.steps if s.post == post and s.hand}
        if len(hands) > 1:
            yield f"岗位“{post}”同时是第 {'、'.join(str(h) for h in sorted(hands))} 只手，同一个人会被拒绝。"
    missing = ALL_HANDS - {s.hand for s in procedure.steps if s.hand}
    if procedure.three_hands and missing:
        yield f"要三个人经手，却缺第 {'、'.join(str(h) for h in sorted(missing))} 只手。"


def _cited(procedure: Procedure) -> Iterator[str]:
    named = [procedure.clause, *(s.clause for s in procedure.steps), *(a.clause for a in procedure.side_acts)]
    named += [o.clause for s in procedure.steps for o in s.outcomes]
    named += [e.clause for e in procedure.ends] + [r.clause for r in _refusals(procedure)]
    for clause in sorted({c for group in named for c in group}.difference(clauses())):
        yield f"条款“{clause}”在法规登记里没有。"
    holders = (*(s.deadline for s in procedure.steps), *(e.deadline for e in procedure.ends))
    for clock in sorted({c for c in holders if c}.difference(CLOCKS, HOUR_CLOCKS)):
        yield f"期限“{clock}”没有定义。"
    if procedure.cycle and procedure.cycle not in figure_names():
        yield f"办理周期的参数“{procedure.cycle}”没有定义。"


def _dated(procedure: Procedure) -> Iterator[str]:
    """The day of a version that hangs on a figure is that figure's day."""
    if procedure.in_force_by is None:
        return
    day = reading(procedure.in_force_by, procedure.effective_from).value
    if str(day) != procedure.effective_from.isoformat():
        yield f"参数 {procedure.in_force_by} 是 {day}，流程文件的日期要一同改。"


def _refusals(procedure: Procedure) -> list[Refusal]:
    of_steps = [refusal for step in procedure.steps for refusal in step.refusals]
    return of_steps + [refusal for side in procedure.side_acts for refusal in side.refusals]
