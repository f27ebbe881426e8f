"""Every address declares its desk, its duty and whether it writes; an undeclared page is a hole."""

import ast
from pathlib import Path

from tests.house.house import Source, breach, dotted, files, functions, sources

RULE = "every address declares desk, duty and read or write"
DECLARES = "page"  # the decorator of jiuzhu.desks.shared.access
NEEDS = ("desk", "duty", "methods")
ADVICE = 'decorate it with @page(desk="…", duty="room.may_…", methods={"GET": READ, "POST": WRITE})'
OPEN = {"ANYONE", "SIGNED_IN", "access.ANYONE", "access.SIGNED_IN"}
SHARED = "jiuzhu/desks/shared"


def find_breaches(root: Path) -> list[str]:
    """Addresses whose page declares nothing, too little or another desk than its folder."""
    found = []
    for file in files(root, "jiuzhu/desks", "jiuzhu/api", "config", endings=("urls.py",)):
        for source in sources(root, file.relative_to(root).as_posix()):
            pages = declared(root, source)
            for line, name in addressed(source.tree):
                found += judge(root, source, line, name, pages)
    return found


def addressed(tree: ast.Module) -> list[tuple[int, str]]:
    """(line, view) of every `path("…", view)` that isn't an include."""
    found = []
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and dotted(node.func).rpartition(".")[2] in {"path", "re_path"}
            and len(node.args) > 1
        ):
            view = node.args[1]
            if isinstance(view, ast.Call) and dotted(view.func).rpartition(".")[2] == "include":
                continue
            found.append((node.lineno, dotted(view) or ast.unparse(view)))
    return found


def declared(root: Path, urls: Source) -> dict[str, tuple[Source, ast.FunctionDef]]:
    """Every function an address could name, by its bare name: of the same folder and of the shared desk."""
    folder = urls.path.rpartition("/")[0]
    found = {}
    for source in sources(root, SHARED, folder if folder != "config" else "jiuzhu/desks"):
        for step in source.tree.body:
            if isinstance(step, ast.FunctionDef):
                found[step.name] = (source, step)
    return found


def judge(
    root: Path, urls: Source, line: int, name: str, pages: dict[str, tuple[Source, ast.FunctionDef]]
) -> list[str]:
    """What is missing at one address."""
    if name.rpartition(".")[2] not in pages:
        return [breach(urls.path, line, f"the page {name} isn't a function of this desk", RULE, "write the page here")]
    source, function = pages[name.rpartition(".")[2]]
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and dotted(decorator.func).rpartition(".")[2] == DECLARES:
            given = {k.arg: k.value for k in decorator.keywords}
            found = [
                breach(source.path, function.lineno, f"page {function.name} doesn't say its {need}", RULE, ADVICE)
                for need in NEEDS
                if need not in given
            ]
            given_duty, methods = given.get("duty"), given.get("methods")
            found += _desk(source, function, given.get("desk")) + _methods(source, function, methods)
            return found + _duty(root, source, function, given_duty)
    return [breach(source.path, function.lineno, f"page {function.name} declares nothing", RULE, ADVICE)]


def _desk(source: Source, function: ast.FunctionDef, desk: ast.AST | None) -> list[str]:
    folder = source.path.split("/")[2]
    if isinstance(desk, ast.Constant) and folder != "shared" and desk.value != folder:
        what = f"page {function.name} says desk {desk.value!r} in the folder of {folder!r}"
        return [breach(source.path, function.lineno, what, RULE, "the folder of a page is its permission: move it")]
    return []


def _methods(source: Source, function: ast.FunctionDef, methods: ast.AST | None) -> list[str]:
    """Each method says read or write by name, and a GET only reads."""
    found = []
    pairs = zip(methods.keys, methods.values, strict=True) if isinstance(methods, ast.Dict) else []
    for method, kind in pairs:
        name, says = getattr(method, "value", ""), dotted(kind).rpartition(".")[2]
        if says not in {"READ", "WRITE"}:
            what = f"page {function.name} says neither read nor write for {name}"
            found.append(breach(source.path, function.lineno, what, RULE, "say READ or WRITE"))
        elif says == "WRITE" and name in {"GET", "HEAD", "OPTIONS"}:
            what = f"page {function.name} writes on {name}"
            found.append(breach(source.path, function.lineno, what, "a GET writes nothing", "let a POST do it"))
    return found


def _duty(root: Path, source: Source, function: ast.FunctionDef, duty: ast.AST | None) -> list[str]:
    """The duty is one of a room, or one of the two open ones by their name."""
    if duty is None or dotted(duty) in OPEN:
        return []
    room, _, name = str(getattr(duty, "value", "")).rpartition(".")
    places = (f"jiuzhu/{room or '-'}/duties.py", f"jiuzhu/{room or '-'}/duties")
    known = {step.name for duties in sources(root, *places) for step in functions(duties.tree)}
    if name in known:
        return []
    what = f"page {function.name} names the duty {room}.{name}, which doesn't exist"
    return [breach(source.path, function.lineno, what, RULE, f"write {name} in the duties of jiuzhu/{room}")]
