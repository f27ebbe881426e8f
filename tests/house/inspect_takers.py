"""Every fact, outbox channel and job has exactly one taker: lower floors reach upper ones by these names only."""

import ast
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.house.house import Source, breach, dotted, sources

HANDOFFS = "jiuzhu/handoffs.py"
RULE = "every fact, channel and job has one taker"


@dataclass
class Names:
    """Where each name is offered and where it is taken."""

    offered: dict[str, tuple[str, int]] = field(default_factory=dict)
    taken: Counter[str] = field(default_factory=Counter)
    taken_at: dict[str, tuple[str, int]] = field(default_factory=dict)

    def offer(self, name: str, source: Source, node: ast.AST) -> None:
        self.offered.setdefault(name, (source.path, getattr(node, "lineno", 1)))

    def take(self, name: str, source: Source, node: ast.AST) -> None:
        self.taken[name] += 1
        self.taken_at[name] = (source.path, getattr(node, "lineno", 1))

    def breaches(self, kind: str, do: str) -> list[str]:
        found = []
        for name, (path, line) in sorted(self.offered.items()):
            if self.taken[name] == 0:
                found.append(breach(path, line, f"{kind} {name} has no taker", RULE, do))
        for name, (path, line) in sorted(self.taken_at.items()):
            if self.taken[name] > 1:
                found.append(breach(path, line, f"{kind} {name} has {self.taken[name]} takers", RULE, "keep one"))
            if name not in self.offered:
                found.append(breach(path, line, f"{kind} {name} is taken but never offered", RULE, "remove the taker"))
        return found


def find_breaches(root: Path) -> list[str]:
    """Facts, channels and jobs without a taker, with two, or taken without being offered."""
    everything = list(sources(root, "jiuzhu"))
    return facts(everything) + channels_and_jobs(everything)


def facts(everything: list[Source]) -> list[str]:
    """Fact classes against the one table of hand-offs, and facts that no act emits."""
    names = Names()
    emitted = set()
    for source in everything:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef) and any(dotted(b).rpartition(".")[2] == "Fact" for b in node.bases):
                names.offer(node.name, source, node)
            if isinstance(node, ast.Call) and dotted(node.func).endswith("emit") and node.args:
                emitted.add(dotted(getattr(node.args[0], "func", node.args[0])).rpartition(".")[2])
            if source.path == HANDOFFS and isinstance(node, ast.Dict) and _is_table(source, node):
                for key, value in zip(node.keys, node.values, strict=True):
                    if key is not None and getattr(value, "elts", [value]):
                        names.take(dotted(key).rpartition(".")[2], source, key)
    advice = f"name the act that follows in {HANDOFFS}, or drop the fact"
    silent = [
        breach(
            *names.offered[name],
            f"fact {name} is never emitted",
            "a fact is what an act says happened",
            "emit or drop it",
        )
        for name in sorted(set(names.offered) - emitted)
    ]
    return names.breaches("fact", advice) + silent


def channels_and_jobs(everything: list[Source]) -> list[str]:
    """`outbox.put(channel=…)` against `@taker(…)`, `jobs.defer(…)` against `@app.task(name=…)`."""
    constants = _constants(everything)
    channels, jobs = Names(), Names()
    everywhere = "\n".join(source.text for source in everything)
    for source in everything:
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call):
                continue
            name = dotted(node.func)
            keyword = {k.arg: k.value for k in node.keywords}
            if name in {"outbox.put", "put"} and "channel" in keyword:
                channels.offer(_text(keyword["channel"], constants), source, node)
            elif name in {"outbox.taker", "taker"} and node.args:
                channels.take(_text(node.args[0], constants), source, node)
            elif name in {"jobs.defer", "defer"} and node.args:
                jobs.offer(_text(node.args[0], constants), source, node)
            elif name.endswith("app.task") and "name" in keyword:
                job = _text(keyword["name"], constants)
                jobs.take(job, source, node)
                function = _decorated(source, node)
                if function and (_periodic(function) or f"{function.name}.defer(" in everywhere):
                    jobs.offer(job, source, node)
    return channels.breaches("channel", "write its taker with @outbox.taker and name its module in settings TAKERS") + (
        jobs.breaches("job", "write its task with @app.task(name=…)")
    )


def _is_table(source: Source, node: ast.Dict) -> bool:
    for step in source.tree.body:
        target = (
            step.target
            if isinstance(step, ast.AnnAssign)
            else (step.targets[0] if isinstance(step, ast.Assign) else None)
        )
        if isinstance(target, ast.Name) and target.id == "TABLE" and step.value is node:  # type: ignore[union-attr]
            return True
    return False


def _decorated(source: Source, task: ast.Call) -> ast.FunctionDef | None:
    return next((n for n in ast.walk(source.tree) if isinstance(n, ast.FunctionDef) and task in n.decorator_list), None)


def _periodic(function: ast.FunctionDef) -> bool:
    """Offered by the calendar instead of by an act."""
    return any("periodic" in ast.dump(decorator) for decorator in function.decorator_list)


def _constants(everything: list[Source]) -> dict[str, str]:
    found = {}
    for source in everything:
        for step in source.tree.body:
            if (
                isinstance(step, ast.Assign)
                and isinstance(step.value, ast.Constant)
                and isinstance(step.value.value, str)
            ):
                for target in step.targets:
                    found[f"{source.path}:{dotted(target)}"] = step.value.value
                    found.setdefault(dotted(target), step.value.value)
    return found


def _text(node: ast.AST, constants: dict[str, str]) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return constants.get(dotted(node).rpartition(".")[2], dotted(node))
