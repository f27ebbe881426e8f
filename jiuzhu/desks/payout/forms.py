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
