"""Modules at most 400 lines, functions 60, templates 150: split by verb before a tail grows."""

from pathlib import Path

from tests.house.house import breach, files, functions, sources

MODULE, FUNCTION, TEMPLATE = 400, 60, 150
WHERE = ("jiuzhu", "config", "tests", "bench")
RULE = "modules ≤ 400 lines, functions ≤ 60, templates ≤ 150"


def find_breaches(root: Path) -> list[str]:
    """Everything that has grown too long. Migrations are history and keep their length."""
    found = []
    for source in sources(root, *WHERE):
        if "/migrations/" in source.path:
            continue
        lines = source.text.count("\n")
        if lines > MODULE:
            found.append(breach(source.path, MODULE, f"{lines} lines", RULE, "split by verb"))
        for node in functions(source.tree):
            long = (node.end_lineno or node.lineno) - node.lineno + 1
            if long > FUNCTION:
                found.append(
                    breach(source.path, node.lineno, f"{node.name} has {long} lines", RULE, "split it by step")
                )
    for file in files(root, "jiuzhu", endings=(".html",)):
        lines = file.read_text("utf-8").count("\n")
        if lines > TEMPLATE:
            place = file.relative_to(root).as_posix()
            found.append(breach(place, TEMPLATE, f"{lines} lines", RULE, "move a part into an include"))
    return found
