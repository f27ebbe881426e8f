"""Fields of the application: money in words people type, numbers that stay covered once they are right."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html

from jiuzhu.ground import crypto
from jiuzhu.ground.refusals import BadInput
from jiuzhu.persons import id_number
from jiuzhu.plain import money

SEAL = "intake.typed"


class MoneyField(forms.CharField):
    """Yuan as typed, fen as read; empty is None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> int | None:
        """Fen, or a sentence that repeats what was typed."""
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        try:
            fen = money.parse(text)
        except money.BadMoney:
            raise forms.ValidationError(f"金额写成了“{text}”，请用数字，例如 600 或 600.50") from None
        if fen < 0:
            raise forms.ValidationError("金额不能是负数。没有就不填，或写 0")
        return fen


def sealed(value: str, name: str) -> str:
    """What was typed, unreadable to the page that carries it back; bound to its field."""
    return crypto.encrypt(json.dumps([name, value]), SEAL)


def unsealed(text: str, name: str) -> str:
    """The value of a seal made for this field, or nothing when it was altered or moved."""
    try:
        made_for, value = json.loads(crypto.decrypt(text, SEAL))
    except (crypto.CannotDecrypt, ValueError):
        return ""
    return value if made_for.rpartition("-")[2] == name.rpartition("-")[2] else ""


class CoveredInput(forms.TextInput):
    """Shows a complete value covered and carries it sealed; a value that is wrong stays as typed, to be put right."""

    def cover(self, value: str) -> str:
        """The covered form, or nothing while the value must stay readable."""
        raise NotImplementedError

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        """What was typed; the sealed value where the cover was left untouched."""
        shown = str(data.get(name) or "").strip()
        if "*" not in shown:
            return shown
        value = unsealed(str(data.get(f"{name}-sealed") or ""), name)
        return value if self.cover(value) == shown else shown

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
        """The input, and the seal beside it where the value is covered."""
        text = str(value or "")
        covered = self.cover(text)
        given = {**self.build_attrs(self.attrs, attrs), "type": "text", "name": name, "value": covered or text}
        seal = (
            format_html('<input type="hidden" name="{}-sealed" value="{}">', name, sealed(text, name))
            if covered
            else ""
        )
        return format_html("<input{}>{}", flatatt(given), seal)


class NumberInput(CoveredInput):
    """An identity number."""

    def cover(self, value: str) -> str:
        """Covered when its check character is right."""
        clean = value.replace(" ", "").upper()
        right = id_number.FORM.fullmatch(clean) and id_number.check_character(clean[:17]) == clean[17]
        return id_number.mask(clean) if right else ""


class PhoneInput(CoveredInput):
    """A telephone number."""

    def cover(self, value: str) -> str:
        """`139****0052`."""
        clean = _digits(value)
        return f"{clean[:3]}****{clean[-4:]}" if 9 <= len(clean) <= 12 else ""


class AccountInput(CoveredInput):
    """A bank account."""

    def cover(self, value: str) -> str:
        """`6217 **** **** 3380`."""
        clean = _digits(value)
        return f"{clean[:4]} **** **** {clean[-4:]}" if 12 <= len(clean) <= 19 else ""


def _digits(value: str) -> str:
    clean = re.sub(r"[\s-]", "", value)
    return clean if clean.isascii() and clean.isdigit() else ""


class NumberField(forms.CharField):
    """An identity number; its sentence comes from `persons.id_number`."""

    widget = NumberInput(attrs={"inputmode": "text", "autocomplete": "off"})
    on: dt.date | None = None  # the office's day, set by the form

    def clean(self, value: Any) -> str:
        """The number in its one form."""
        text = str(super().clean(value) or "")
        if not text and not self.required:
            return ""
        if self.on is None:
            raise TypeError("the form must say on which day the number is read")
        try:
            return id_number.parse(text, on=self.on).text
        except BadInput as wrong:
            raise forms.ValidationError(wrong.sentence) from None


class PhoneField(forms.CharField):
    """Digits with an area code or a mobile number; empty is allowed."""

    widget = PhoneInput(attrs={"inputmode": "tel", "autocomplete": "off"})

    def clean(self, value: Any) -> str:
        """Digits only."""
        text = str(super().clean(value) or "").strip()
        if text and not 9 <= len(_digits(text)) <= 12:
            raise forms.ValidationError(f"电话写成了“{text}”，请写手机号，或区号加座机号，例如 0577-63480000")
        return _digits(text)


class AccountField(forms.CharField):
    """A bank account number; empty is allowed, money then waits for it."""

    widget = AccountInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: Any) -> str:
        """Digits only."""
        text = str(super().clean(value) or "").strip()
        if text and not 12 <= len(_digits(text)) <= 19:
            raise forms.ValidationError("账户应为 12 到 19 位数字，请对照社保卡再输一次")
        return _digits(text)
