"""Accounts: making one, locking and unlocking, a new password proposed and released."""

from django import forms

from jiuzhu.desks.shared.forms import DeskForm
from jiuzhu.desks.stewards.forms.fields import password, reason


class OpenAccountForm(DeskForm):
    """开账号. The first password is made by the machine and shown once."""

    person = forms.IntegerField(widget=forms.HiddenInput)
    username = forms.CharField(
        label="账号名",
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = password()


class ProposeResetForm(DeskForm):
    """提出重设密码."""

    account = forms.IntegerField(widget=forms.HiddenInput)
    reason = reason("为什么重设")


class ReleaseResetForm(DeskForm):
    """放行: the second person, with their own password."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    password = password()


class WithdrawResetForm(DeskForm):
    """撤回."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    reason = reason("撤回的原因")


class LockAccountForm(DeskForm):
    """停用 and 启用."""

    account = forms.IntegerField(widget=forms.HiddenInput)
    reason = reason("原因")
