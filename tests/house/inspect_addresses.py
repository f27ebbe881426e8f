"""A person's number, name or phone stands in no address: looking somebody up is a POST."""

import ast
import re
from pathlib import Path

from tests.house.house import Source, breach, dotted, files, line_of, sources

PERSONAL = re.compile(
    r"^(id_?(number|no|card)|idcard|person_?name|full_?name|family_?name|name|q|query|search|keyword|phone|mobile|card|bank_?card|account_?number)$",
    re.IGNORECASE,
)
RULE = "no ID number, name or phone in an address: searching by them is a POST"
ADVICE = "address the row by its own key, and send what was typed by POST"


def find_breaches(root: Path) -> list[str]:
    """URL patterns, GET readings and GET forms that would put personal values into an address."""
    found = []
    for source in sources(root, "jiuzhu", "config"):
        found += patterns(source) + readings(source)
    for file in files(root, "jiuzhu", endings=(".html",)):
        found += get_forms(file.relative_to(root).as_posix(), file.read_text("utf-8"))
    return found


def patterns(source: Source) -> list[str]:
    """`path("…<str:name>…")` and its like."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in {"path", "re_path"} and node.args:
            route = getattr(node.args[0], "value", "")
            for name in re.findall(r"<(?:\w+:)?(\w+)>", route if isinstance(route, str) else ""):
                if PERSONAL.match(name):
                    found.append(breach(source.path, node.lineno, f"an address with <{name}>", RULE, ADVICE))
    return found


def readings(source: Source) -> list[str]:
    """`request.GET["phone"]`, `request.GET.get("q")`."""
    found = []
    for node in ast.walk(source.tree):
        key: ast.AST | None = None
        if isinstance(node, ast.Subscript) and dotted(node.value).endswith(".GET"):
            key = node.slice
        elif isinstance(node, ast.Call) and re.search(r"\.GET\.(get|getlist|pop)$", dotted(node.func)) and node.args:
            key = node.args[0]
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and PERSONAL.match(key.value):
            found.append(breach(source.path, node.lineno, f"reads {key.value!r} from the address", RULE, ADVICE))
    return found


def get_forms(place: str, text: str) -> list[str]:
    """Forms that are sent by GET (a form without a method is) and ask for such a value."""
    found = []
    for form in re.finditer(r"<form\b([^>]*)>(.*?)</form>", text, re.DOTALL | re.IGNORECASE):
        head, body = form.groups()
        if re.search(r"method\s*=\s*[\"']?(post|dialog)", head, re.IGNORECASE) or "hx-post" in head:
            continue
        for field in re.findall(r"<(?:input|textarea|select)\b[^>]*?\sname\s*=\s*[\"']?([\w-]+)", body, re.IGNORECASE):
            if PERSONAL.match(field):
                line = line_of(text, form.start())
                found.append(breach(place, line, f"a GET form asks for {field!r}", RULE, ADVICE))
    return found
