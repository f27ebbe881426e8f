"""The kinds of inputs that forms of acts are made of."""

from django import forms

LONG, SHORT = 4000, 60
REASON = 200  # a reason of a late entry (补录) in its column


def words(label: str, hint: str = "") -> forms.CharField:
    """A text of several lines; whether it may be empty, the act says."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONG,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": f"最多写 {LONG} 个字"},
    )


def line(label: str, hint: str = "", most: int = SHORT) -> forms.CharField:
    """A text of one line."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        help_text=hint,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": f"最多写 {most} 个字"},
    )


def choice(label: str, **choices: str) -> forms.ChoiceField:
    """One of a few. Nothing is ever preselected: a decision is made, not confirmed."""
    return forms.ChoiceField(label=label, required=False, choices=list(choices.items()), widget=forms.RadioSelect)


def day(label: str, hint: str = "", *, required: bool = True) -> forms.DateField:
    """A day, never filled in beforehand: which day it was decides."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": f"请填写{label}", "invalid": "日期请写成年-月-日，例如 2026-11-24"},
    )


def late() -> forms.CharField:
    """补录原因."""
    return line("补录原因", "不是当天登记的，写明为什么；当天登记的不填。", REASON)


def password(hint: str) -> forms.CharField:
    """The account's password again; read by the door, not by the form."""
    return forms.CharField(
        label="再输一次您的密码",
        required=False,
        help_text=hint,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
