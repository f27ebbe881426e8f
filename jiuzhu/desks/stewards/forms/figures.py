"""Proposing and publishing a figure. Values stay as typed: the act reads them in the figure's unit."""

from itertools import groupby

from django import forms

from jiuzhu.desks.shared.forms import DeskForm
from jiuzhu.desks.stewards.forms.fields import CHOOSE, DayField, password, reason
from jiuzhu.figures.issuers import RANKS
from jiuzhu.law.figure_page import THEMES
from jiuzhu.law.figures import figure, figure_names
from jiuzhu.law.townships import townships


def figure_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """All figures by theme, as the page lists them."""
    every = sorted((figure(n) for n in figure_names()), key=lambda f: (list(THEMES).index(f.theme), f.name))
    return [(THEMES[t], [(f.name, f.label) for f in each]) for t, each in groupby(every, key=lambda f: f.theme)]


class ProposeForm(DeskForm):
    """提出一个数字."""

    name = forms.ChoiceField(label="哪个数字", error_messages={"invalid_choice": "没有这个数字，请从列表中选择"})
    township = forms.ChoiceField(
        label="适用范围", required=False, error_messages={"invalid_choice": "没有这个街道（乡镇），请从列表中选择"}
    )
    value = forms.CharField(label="数值", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    effective_from = DayField(label="从哪天起施行")
    rank = forms.ChoiceField(
        label="制定机关的级别", choices=[*CHOOSE, *RANKS.items()], error_messages={"invalid_choice": "请从列表中选择"}
    )
    authority = forms.CharField(label="制定机关", max_length=60)
    document = forms.CharField(label="文号", max_length=80, required=False)
    document_on = DayField(label="发文日期", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [*CHOOSE, *figure_choices()]  # type: ignore[attr-defined]
        self.fields["township"].choices = [("", "全区"), *townships().items()]  # type: ignore[attr-defined]


class PublishForm(DeskForm):
    """发布: the second person types the value from the document."""

    proposal = forms.IntegerField(widget=forms.HiddenInput)
    typed = forms.CharField(
        label="请看着文件，输入数值", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    password = password()


class WithdrawFigureForm(DeskForm):
    """撤回."""

    proposal = forms.IntegerField(widget=forms.HiddenInput)
    reason = reason("撤回的原因")
