"""Templates: no script, style or handler inside, nothing from outside, one h1 a page, none unused."""

import re
from pathlib import Path

from tests.house.house import breach, files, matches, sources

FORBIDDEN = {
    r"\sstyle\s*=": ("an inline style", "give it a class of the token sheet"),
    r"<style\b": ("an inline style sheet", "move it into the token sheet"),
    r"<script(?![^>]*\ssrc=)": ("an inline script", "move it into a file under static/"),
    r"\son[a-z]+\s*=\s*[\"'{]": ("an inline event handler", "listen from a file under static/"),
    r"javascript:": ("a script address", "use a form or a link"),
    r"(?:src|href|action|hx-get|hx-post)\s*=\s*[\"']?(?:https?:)?//": (
        "an outside address",
        "vendor the file, or drop the link",
    ),
    r"@import|url\(\s*[\"']?(?:https?:)?//": ("an outside address", "vendor the file"),
    r"\|\s*safe\b|\{%\s*autoescape\s+off": (
        "output that isn't escaped",
        "let the template escape it, or build it with format_html",
    ),
}
RULE = "templates carry markup only, from this house"


def find_breaches(root: Path) -> list[str]:
    """Forbidden markup, pages without exactly one h1, templates nobody names."""
    templates = {template_name(f): f for f in files(root, "jiuzhu", endings=(".html",)) if "templates" in f.parts}
    texts = {name: file.read_text("utf-8") for name, file in templates.items()}
    found = []
    for name, file in templates.items():
        place = file.relative_to(root).as_posix()
        text = re.sub(r"\{#.*?#\}", "", texts[name])
        for pattern, (what, do) in FORBIDDEN.items():
            found += [breach(place, line, what, RULE, do) for line, _ in matches(text, pattern)]
        found += headings(place, text, texts)
    return found + unused(root, templates, texts)


def template_name(file: Path) -> str:
    """The name Django knows a template by."""
    parts = file.parts
    return "/".join(parts[len(parts) - 1 - parts[::-1].index("templates") + 1 :])


def headings(place: str, text: str, texts: dict[str, str]) -> list[str]:
    """A page (what extends a base) has exactly one h1, base and includes counted; a fragment at most one."""
    page = "{% extends" in text
    count = _h1(text, texts, frozenset())
    if (page and count != 1) or count > 1:
        return [breach(place, 1, f"{count} h1 headings", "one h1 a page", "keep the page's title the only h1")]
    return []


def _h1(text: str, texts: dict[str, str], seen: frozenset[str]) -> int:
    count = len(re.findall(r"<h1\b", text))
    overridden = set(re.findall(r"\{%\s*block\s+(\w+)", text))
    for kind, name in re.findall(r"\{%\s*(extends|include)\s+[\"']([^\"']+)[\"']", text):
        if name in texts and name not in seen:
            other = texts[name]
            if kind == "extends":
                for block in overridden:
                    other = re.sub(rf"\{{%\s*block\s+{block}\b.*?\{{%\s*endblock", "", other, flags=re.DOTALL)
            count += _h1(other, texts, seen | {name})
    return count


def unused(root: Path, templates: dict[str, Path], texts: dict[str, str]) -> list[str]:
    """Templates that no Python file and no other template names; `f"casework/acts/{act}.html"` names a whole family."""
    python = "\n".join(s.text for s in sources(root, "jiuzhu", "config"))
    named = "\n".join([python, *texts.values()])
    families = re.findall(r"f\"([\w/]*)\{\w+\}([\w/]*\.html)\"", python)
    return [
        breach(file.relative_to(root).as_posix(), 1, "nobody names this template", "no unused templates", "delete it")
        for name, file in templates.items()
        if f'"{name}"' not in named
        and f"'{name}'" not in named
        and not any(
            name.startswith(head) and name.endswith(tail) and _word(name, head, tail) for head, tail in families
        )
    ]


def _word(name: str, head: str, tail: str) -> bool:
    return "/" not in name.removeprefix(head).removesuffix(tail)
