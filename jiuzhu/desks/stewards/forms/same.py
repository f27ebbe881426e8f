"""Two records of one human being: proposing, confirming from the papers, taking back."""

from django import forms

from jiuzhu.desks.shared.forms import DeskForm
from jiuzhu.desks.stewards.forms.fields import password, reason

PAPER = 120


def _number(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=18,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


class ProposeSameForm(DeskForm):
    """提出合并."""

    number = _number("不再用的号码")
    kept_number = _number("保留的号码")
    paper = forms.CharField(label="依据的文书", max_length=PAPER, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    reason = reason("为什么是同一个人")


class ConfirmSameForm(DeskForm):
    """确认: both numbers typed again, with one's own password."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    number = _number("看着证件，输入不再用的号码")
    kept_number = _number("看着证件，输入保留的号码")
    password = password()


class WithdrawSameForm(DeskForm):
    """撤回."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    why = reason("撤回的原因")
