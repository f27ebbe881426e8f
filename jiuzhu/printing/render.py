"""Sets a form as PDF/A-2b: template, data, vendored fonts, nothing else. The same data give the same bytes.

A form is a folder of `forms/`; its `sample.json` is also the shape of its data: what stands there must be given, what
does not stand there is refused.
"""

import json
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from jiuzhu.printing import glyphs

FORMS = Path(__file__).parent / "forms"
FONTS = Path(__file__).parent / "fonts"
STANDARD = "a-2b"
_busy = threading.Lock()  # one compiler a process; it can't be asked by two threads at once


class FormError(Exception):
    """A form that can't be set: a mistake of whoever calls, never of the person at the window."""


class UnknownForm(FormError):
    """No form has this name."""


class FieldMissing(FormError):
    """The data lack a field of the form; `path` says which, as `members.0.name`."""

    def __init__(self, form: str, path: str) -> None:
        super().__init__(f"form {form} needs the field {path}")
        self.path = path


class FieldUnknown(FormError):
    """The data have a field that the form doesn't print."""

    def __init__(self, form: str, path: str) -> None:
        super().__init__(f"form {form} has no field {path}")
        self.path = path


class WrongKind(FormError):
    """A field is a text where the form has a list, or the like."""

    def __init__(self, form: str, path: str, expected: str) -> None:
        super().__init__(f"form {form}: {path} must be {expected}")
        self.path = path


def form_names() -> tuple[str, ...]:
    """Every form there is, in alphabetical order."""
    return tuple(sorted(file.parent.name for file in FORMS.glob("*/template.typ")))


@cache
def _sample_text(form: str) -> str:
    file = FORMS / form / "sample.json"
    if form not in form_names():
        raise UnknownForm(f"no form is called {form}; there are: {', '.join(form_names())}")
    return file.read_text("utf-8")


def sample(form: str) -> dict[str, Any]:
    """The form's own example, invented. Raises UnknownForm."""
    return dict(json.loads(_sample_text(form)))


def render(form: str, data: Mapping[str, Any]) -> bytes:
    """The form as PDF/A-2b. Raises UnknownForm, FieldMissing, FieldUnknown, WrongKind.

    A character no vendored font has is printed as □, and the form asks for it to be written by hand.
    """
    _check(form, sample(form), data, "")
    with _busy:
        pdf = _compiler().compile(
            input=str(FORMS / form / "template.typ"),
            format="pdf",
            sys_inputs=inputs_of(data),
            pdf_standards=[STANDARD],
        )
    assert isinstance(pdf, bytes)
    return pdf


def inputs_of(data: Mapping[str, Any]) -> dict[str, str]:
    """What the template receives: the data as JSON, printable throughout, and the characters left to the pen."""
    printable, lacking = glyphs.printable(data)
    return {"data": json.dumps(printable, ensure_ascii=False), "lacking": "、".join(f"U+{ord(c):X}" for c in lacking)}


@cache
def _compiler() -> typst.Compiler:
    """Made once: reading the fonts costs more than setting a page."""
    return typst.Compiler(root=str(FORMS), font_paths=[str(FONTS)], ignore_system_fonts=True)


def _check(form: str, shape: Any, given: Any, path: str) -> None:
    """Whether `given` has exactly the fields of `shape`; the first entry of a list stands for all."""
    if isinstance(shape, dict):
        if not isinstance(given, Mapping):
            raise WrongKind(form, path, "a set of fields")
        _check_fields(form, shape, given, path)
    elif isinstance(shape, list):
        if not isinstance(given, list | tuple):
            raise WrongKind(form, path, "a list")
        for number, one in enumerate(given):
            _check(form, shape[0], one, f"{path}.{number}")
    elif type(given) is not type(shape):
        raise WrongKind(form, path, "yes or no" if isinstance(shape, bool) else "a text")


def _check_fields(form: str, shape: dict[str, Any], given: Mapping[str, Any], path: str) -> None:
    before = f"{path}." if path else ""
    for name, inner in shape.items():
        if name not in given:
            raise FieldMissing(form, before + name)
        _check(form, inner, given[name], before + name)
    for name in given:
        if name not in shape:
            raise FieldUnknown(form, before + name)
