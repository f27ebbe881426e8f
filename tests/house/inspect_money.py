"""Money is integer fen: no float, no decimal field, no true division."""

import ast
from pathlib import Path

from tests.house.house import Source, breach, dotted, sources

RULE = "money is integer fen, never float"
FIELDS = {"FloatField", "DecimalField"}
# Here nothing may become a float at all, named fen or not.
EXACT = ("acts", "models", "queries", "duties")


def find_breaches(root: Path) -> list[str]:
    """Floats near money in code and models."""
    found = []
    for source in sources(root, "jiuzhu"):
        found += inspect(source)
    return found


def inspect(source: Source) -> list[str]:
    """Every float field, float() call and true division that touches money in one module."""
    found = []
    for node in ast.walk(source.tree):
        what = _what(source.path, node)
        if what:
            found.append(
                breach(source.path, getattr(node, "lineno", 1), what, RULE, "use jiuzhu.plain.money and integer fen")
            )
    return found


def _what(path: str, node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        name = dotted(node.func).rpartition(".")[2]
        if name in FIELDS:
            return f"a {name}"
        if name == "float" and (_exact(path) or any(_is_money(a) for a in node.args)):
            return "float() where money is counted"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and (_is_money(node.left) or _is_money(node.right)):
        return "true division of money"
    if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Mult):
        sides = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.target, node.value)
        if any(_is_money(s) for s in sides) and any(_is_float(s) for s in sides):
            return "money multiplied by a float"
    if isinstance(node, ast.AnnAssign) and _is_money(node.target) and "float" in ast.dump(node.annotation):
        return "a fen amount annotated float"
    if (
        isinstance(node, ast.arg)
        and node.arg.endswith("_fen")
        and node.annotation
        and "float" in ast.dump(node.annotation)
    ):
        return "a fen amount annotated float"
    return ""


def _exact(path: str) -> bool:
    parts = path.removesuffix(".py").split("/")
    return parts[1] not in {"commands", "desks", "gateways"} and any(part in EXACT for part in parts)


def _is_money(node: ast.AST) -> bool:
    return dotted(node).endswith("_fen")


def _is_float(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, float)
