"""Fields that several forms of this desk share."""

import datetime as dt

from django import forms

from jiuzhu.plain import days

CHOOSE = [("", "请选择")]
LONG = 200


class DayField(forms.CharField):
    """A day, from the browser's calendar or typed as 2026-11-24."""

    def __init__(self, **kwargs: object) -> None:
        widget = forms.DateInput(attrs={"type": "date"})
        super().__init__(**({"widget": widget, "max_length": 10} | kwargs))  # type: ignore[arg-type]

    def clean(self, value: object) -> dt.date | None:  # type: ignore[override]
        """The day; None where it may be empty and is."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return days.parse(text)
        except days.BadDay as bad:
            raise forms.ValidationError(str(bad)) from None


def password() -> forms.CharField:
    """One's own password once more; it is read at the door, never kept in a form."""
    return forms.CharField(
        label="再输一次您的密码",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def reason(label: str) -> forms.CharField:
    """A reason in a few words; the act says when it is missing."""
    return forms.CharField(
        label=label, required=False, max_length=LONG, error_messages={"max_length": f"最多写 {LONG} 个字"}
    )
