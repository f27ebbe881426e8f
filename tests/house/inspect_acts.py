"""One shape for every act: keyword-only, actor and day passed in, duty asked, an audit line written."""

import ast
from pathlib import Path

from tests.house.house import Source, breach, dotted, functions, sources

RULE = "one shape for every act (docs/decisions/0003-one-transaction-a-request.md)"
PLACES = ("jiuzhu",)
# Where people come in. Gateways and the clockwork act as the system, which notes what happened and decides nothing.
EDGES = ("jiuzhu/desks", "jiuzhu/api", "jiuzhu/commands")
DATA = ("jiuzhu/commands/demo",)  # invented history, written before anybody holds a post
OPEN = {"sign_in"}  # nobody is anybody yet: the password is the question


def find_breaches(root: Path) -> list[str]:
    """Acts that differ from the shape, verbs registered twice, and acts that an edge reaches without a duty asked."""
    found: list[str] = []
    verbs: dict[str, str] = {}
    unasked: dict[str, tuple[str, int]] = {}
    for source in sources(root, *PLACES):
        local = {f.name: f for f in source.tree.body if isinstance(f, ast.FunctionDef)}
        for function in functions(source.tree):
            decorator = _act(function)
            if decorator is None:
                continue
            found += shape(source, function, decorator, local)
            here = f"{source.path}:{function.lineno}"
            if function.name in verbs:
                what = f"act {function.name} also stands at {verbs[function.name]}"
                found.append(breach(source.path, function.lineno, what, "one verb, one place", "rename one of them"))
            verbs[function.name] = here
            if not any(name.endswith("or_refuse") for name in calls(function, local)):
                unasked[function.name] = (source.path, function.lineno)
    return found + reached(root, unasked)


def reached(root: Path, unasked: dict[str, tuple[str, int]]) -> list[str]:
    """Acts that ask no duty may only be parts of other acts, which ask: an edge must not call them."""
    found = []
    for source in sources(root, *EDGES, skip=DATA):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call):
                name = dotted(node.func).rpartition(".")[2]
                if name in unasked and name not in OPEN:
                    path, line = unasked[name]
                    what = f"act {name} asks no duty, yet {source.path}:{node.lineno} calls it"
                    found.append(breach(path, line, what, RULE, f"call duties.may_{name}(...).or_refuse() first"))
    return found


def shape(
    source: Source, function: ast.FunctionDef, decorator: ast.AST, local: dict[str, ast.FunctionDef]
) -> list[str]:
    """Every way in which one act differs from the shape."""
    found = []

    def say(what: str, do: str) -> None:
        found.append(breach(source.path, function.lineno, f"act {function.name} {what}", RULE, do))

    keyword = {a.arg for a in function.args.kwonlyargs}
    if function.args.args or function.args.posonlyargs or function.args.vararg or function.args.kwarg:
        say("takes arguments by position or unnamed", "begin the parameters with `*`")
    for name in ("actor", "on"):
        if name not in keyword:
            say(f"doesn't take `{name}`", f"take `{name}` keyword-only and let the edge pass it in")
    called = calls(function, local)
    if not any(name.endswith("audit.record") or name == "record" for name in called):
        say("writes no audit line", "call audit.record(...) with old, new and clause")
    verb = decorator.args[0].value if isinstance(decorator, ast.Call) and decorator.args else None
    if verb != function.name:
        say(f"is registered as {verb!r}", f'decorate it with @act("{function.name}")')
    if not ast.get_docstring(function):
        say("has no docstring", "say what it means, whom it refuses and which clause asks for it")
    return found


def calls(function: ast.AST, local: dict[str, ast.FunctionDef], seen: frozenset[str] = frozenset()) -> set[str]:
    """Names called by a function and by the helpers of the same module that it calls."""
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            name = dotted(node.func) or getattr(node.func, "attr", "")
            names.add(name)
            if name in local and name not in seen:
                names |= calls(local[name], local, seen | {name})
    return names


def _act(function: ast.AST) -> ast.AST | None:
    for decorator in getattr(function, "decorator_list", []):
        name = dotted(decorator.func if isinstance(decorator, ast.Call) else decorator)
        if name in {"act", "acts.act", "act.act"}:
            return decorator
    return None
