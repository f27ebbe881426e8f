"""Tags and filters of every page (built in, no load): money, days, deadline chips, status tags, clauses, fields."""

import datetime as dt
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, RadioSelect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jiuzhu.desks.shared import clauses, labels, names
from jiuzhu.offices import posts
from jiuzhu.persons.id_number import mask

register = template.Library()
MINUS = "−"
KINDS = {"now", "open", "done", "stop"}


@register.filter
def money(fen: int | None) -> str:
    """Integer fen as `1,185.00`, a real minus; nothing as a dash."""
    if fen is None:
        return "—"
    yuan, rest = divmod(abs(fen), 100)
    return f"{MINUS if fen < 0 else ''}{yuan:,}.{rest:02d}"


@register.filter
def cn_day(day: dt.date | None) -> str:
    """`11月24日`."""
    return f"{day.month}月{day.day}日" if day else "—"


@register.filter
def cn_full(day: dt.date | None) -> str:
    """`2026年11月24日`, where the year decides."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "—"


@register.filter
def cn_month(day: dt.date | None) -> str:
    """`2026年11月`."""
    return f"{day.year}年{day.month}月" if day else "—"


@register.filter
def masked(number: str) -> str:
    """`990101********0027`."""
    return mask(number)


@register.filter
def township_name(code: str) -> str:
    """北岙街道."""
    return names.township(code) if code else ""


@register.filter
def village_name(code: str) -> str:
    """望潮社区."""
    return names.village(code) if code else ""


@register.filter
def post_label(post: str) -> str:
    """经办人."""
    return posts.label(post)


@register.filter
def programme(key: str) -> str:
    """低保."""
    return labels.programme(key)


@register.simple_tag
def tag(kind: str, word: str) -> SafeString:
    """A status tag: shape and word, colour third. Kinds: `` now open done stop, and `bare` for 未确认."""
    if kind == "bare":
        return format_html('<span class="tag tag--open bare">{}</span>', word)
    return format_html('<span class="tag{}">{}</span>', f" tag--{kind}" if kind in KINDS else "", word)


@register.simple_tag
def state(case: Any) -> SafeString:
    """A case's state as a tag."""
    kind, word = labels.STATES[case.state]
    return tag(kind, word)


# The two chips stand in every line of every list: built here, a template for each would be most of a page's time.
DUE = (
    '<details class="due{}" name="pop"><summary><b>{}</b><span>{}</span></summary>'
    '<div class="pop{}"><p>{}</p></div></details>'
)
CLAUSE = '<details class="clause" name="pop"><summary>{}</summary><div class="pop{}">{}</div></details>'
NO_PAPER = SafeString('<p><span class="tag tag--open bare">未确认</span> 这个数字还没有文件依据。</p>')


@register.simple_tag
def due(
    day: dt.date, why: str, today: dt.date, extended: bool = False, provisional: bool = False, left: bool = False
) -> SafeString:
    """A deadline chip: word and day, and one sentence why it is that day."""
    kind, word = due_word(day, today)
    if extended:
        kind, word = "late" if kind == "late" else "ext", f"已延长 {word}"
    if provisional:
        word = f"暂定 {word}"
    return format_html(DUE, f" due--{kind}" if kind else "", word, cn_day(day), " pop--left" if left else "", why)


def due_word(day: dt.date, today: dt.date) -> tuple[str, str]:
    """(`late` | `close` | ``, 超期 1 天 | 今天到期 | 剩 9 天); close means today or tomorrow."""
    rest = (day - today).days
    if rest < 0:
        return "late", f"超期 {-rest} 天"
    if rest == 0:
        return "close", "今天到期"
    return ("close" if rest == 1 else ""), f"剩 {rest} 天"


@register.simple_tag
def clause(key: str, note: str = "", unconfirmed: bool = False, left: bool = False) -> SafeString:
    """A clause that opens: its name, our words for what it demands, a note of this page."""
    shown = clauses.of(key)
    words = [text for text in (shown.words, note) if text] or [f"{shown.name}（{shown.key}）"]
    said = format_html_join("", "<p>{}</p>", ((text,) for text in words)) + (NO_PAPER if unconfirmed else "")
    return format_html(CLAUSE, shown.name, " pop--left" if left else "", said)


@register.inclusion_tag("shared/field.html")
def field(bound: BoundField, hint: str = "", wide: str = "", money: bool = False) -> dict[str, Any]:
    """A form field with label, hint, error and their ties for screen readers. `wide`: w2 … w6; `money` adds 元."""
    widget = bound.field.widget
    described = [f"{bound.id_for_label}-hint"] if hint or bound.help_text else []
    attributes = {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
        described.append(f"{bound.id_for_label}-wrong")
    if described:
        attributes["aria-describedby"] = " ".join(described)
    many = isinstance(widget, RadioSelect)
    return {
        "bound": bound,
        "hint": hint or bound.help_text,
        "wide": wide,
        "money": money,
        "shape": "many" if many else "tick" if isinstance(widget, CheckboxInput) else "one",
        "widget": "" if many else bound.as_widget(attrs=attributes),
        "described": " ".join(described),
    }


@register.inclusion_tag("shared/problems.html")
def problems(found: list[tuple[str, str]], heading: str = "") -> dict[str, object]:
    """The box on top of a form: what is wrong, each a link to its field. `found` comes from forms.problems_of(form)."""
    return {"found": found, "heading": heading or f"还不能提交，请改 {len(found)} 处"}
