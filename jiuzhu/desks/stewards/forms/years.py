"""The days off of a year: a file with its source, the second person's count, taking it back."""

from django import forms

from jiuzhu.desks.shared.forms import DeskForm
from jiuzhu.desks.stewards.forms.fields import DayField, password, reason


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": "请写整数", "min_value": "请写整数"},
    )


class ProposeYearForm(DeskForm):
    """提出一年的放假安排."""

    year = _count("年份")
    file = forms.FileField(label="放假安排（XLSX 或 CSV）", widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}))
    document = forms.CharField(label="文件名称和文号", max_length=120)
    document_on = DayField(label="发文日期")
    source = forms.CharField(label="在哪里看到", max_length=200)


class PublishYearForm(DeskForm):
    """发布: counted again in the notice."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    off = _count("平日放假共几天")
    worked = _count("周末上班共几天")
    password = password()


class WithdrawYearForm(DeskForm):
    """撤回."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    reason = reason("撤回的原因")
