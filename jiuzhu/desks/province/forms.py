"""What the pages beside the provincial system ask for."""

import datetime as dt

from django import forms

from jiuzhu.desks.shared.forms import DeskForm
from jiuzhu.plain.days import BadDay, parse
from jiuzhu.province.steps import StepStanding

LONG = 400
SHORT = 60


def _words(label: str, most: int = LONG) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=most, error_messages={"max_length": f"最多写 {most} 个字"}
    )


class NumberForm(DeskForm):
    """登记省系统案件号."""

    number = forms.CharField(
        label="省系统案件号",
        max_length=SHORT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "案件号太长，请对照省系统再输一次"},
    )
    reason = _words("更改的原因")


class DoneForm(DeskForm):
    """登记省系统办理日期: which step of which round, which day."""

    step = forms.ChoiceField(label="哪一步", error_messages={"invalid_choice": "请从列表里选择环节"})
    done_on = forms.CharField(
        label="省系统办理日期", max_length=20, widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"})
    )
    reason = _words("更改的原因")

    def __init__(self, steps: list[StepStanding], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        rounds = len({s.round.number for s in steps}) > 1
        self.fields["step"].choices = [  # type: ignore[attr-defined]
            (s.key, f"第 {s.round.number} 轮 {s.label}" if rounds else s.label) for s in steps
        ]

    def clean_done_on(self) -> dt.date:
        """The day."""
        try:
            return parse(self.cleaned_data["done_on"])
        except BadDay as bad:
            raise forms.ValidationError(str(bad)) from None


class SheetForm(DeskForm):
    """取转录单: the step, what for, on the page or as XLSX."""

    step = forms.CharField(widget=forms.HiddenInput, max_length=SHORT)
    form = forms.ChoiceField(choices=[("page", "显示"), ("xlsx", "下载")], required=False)
    reason = _words("用途")


class RosterForm(DeskForm):
    """导入名册. Its size is looked at before it is read."""

    file = forms.FileField(
        label="省系统导出的名册（CSV 或 XLSX）",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"empty": "文件是空的，请重新选择"},
    )


class ExplainForm(DeskForm):
    """说明不同."""

    reason = _words("为什么不同")
