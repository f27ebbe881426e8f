"""What the payout pages ask for. Money is typed in yuan and read as integer fen."""

from django import forms

from jiuzhu.desks.shared.forms import DeskForm
from jiuzhu.plain.money import BadMoney, parse

LONG = 400


def _reason(label: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=LONG, error_messages={"max_length": f"最多写 {LONG} 个字"}
    )


class ReleaseForm(DeskForm):
    """放行: the second person types the total; the password is read at the door, never kept here."""

    typed = forms.CharField(
        label="请看着制单表，输入合计金额",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    password = forms.CharField(
        label="再输一次您的密码",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_typed(self) -> int:
        """Fen."""
        try:
            return parse(self.cleaned_data["typed"])
        except BadMoney as bad:
            raise forms.ValidationError(str(bad)) from None


class WithdrawForm(DeskForm):
    """退回制单人."""

    reason = _reason("退回的原因")


class ExportForm(DeskForm):
    """取用银行文件."""

    reason = _reason("用途")


class AccountForm(DeskForm):
    """更正账号."""

    payee_name = forms.CharField(label="户名", max_length=60)
    account = forms.CharField(
        label="账号", max_length=40, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )
    reason = _reason("更正的依据")


class ExplainForm(DeskForm):
    """说明变化."""

    reason = _reason("为什么变化")


class StopForm(DeskForm):
    """停止再送."""

    reason = _reason("停送的原因")


class DecideForm(DeskForm):
    """认定: which payments, what became of them, and what it rests on. Nothing is preselected."""

    keys = forms.MultipleChoiceField(label="哪几笔", required=False)
    outcome = forms.ChoiceField(
        label="认定",
        required=False,
        choices=[("paid", "已付，家庭已经收到"), ("failed", "未付，钱退回账户，可以重发")],
        widget=forms.RadioSelect,
    )
    paid_on = forms.DateField(
        label="到账日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "日期请写成年-月-日，例如 2026-11-24"},
    )
    reason = _reason("依据")
    password = forms.CharField(
        label="再输一次您的密码",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: object, keys: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]
        self.fields["keys"].error_messages["invalid_choice"] = "所选的款已经有了结果，请重新勾选"
