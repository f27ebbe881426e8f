"""Accounts: making one, locking and unlocking, a new first password."""

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


class ResetAccountForm(DeskForm):
    """重设密码."""

    account = forms.IntegerField(widget=forms.HiddenInput)
    reason = reason("为什么重设")
    password = password()


class LockAccountForm(DeskForm):
    """停用 and 启用."""

    account = forms.IntegerField(widget=forms.HiddenInput)
    reason = reason("原因")
