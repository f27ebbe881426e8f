"""What the check centre's pages ask for."""

from django import forms

from jiuzhu.desks.shared.forms import DeskForm

LONG = 200
TOO_LONG = {"max_length": f"最多写 {LONG} 个字"}


class StartForm(DeskForm):
    """核对开始."""

    started_on = forms.DateField(
        label="核对开始日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "日期请写成年-月-日，例如 2026-11-24"},
    )
    late_reason = forms.CharField(label="补录原因", required=False, max_length=LONG, error_messages=TOO_LONG)


class FileForm(DeskForm):
    """取用请求文件."""

    reason = forms.CharField(label="用途", required=False, max_length=LONG, error_messages=TOO_LONG)


class ReportForm(DeskForm):
    """交核对报告."""

    report = forms.FileField(
        label="核对报告文件",
        error_messages={
            "missing": "请选择文件",
            "empty": "文件是空的，请重新选择",
            "invalid": "没有收到文件，请重新选择",
        },
    )
