"""Partners' keys: proposing, issuing, taking back and revoking."""

from django import forms

from jiuzhu.desks.shared.forms import DeskForm
from jiuzhu.desks.stewards.forms.fields import LONG, DayField, password, reason


def _words(label: str, most: int) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class ProposePartnerForm(DeskForm):
    """提出一把密钥."""

    organisation = _words("单位", 60)
    system = _words("系统", 60)
    client = _words("接入名", 40)
    purpose = _words("用途", LONG)
    agreement = _words("协议或文件", 120)
    kind = forms.ChoiceField(label="种类", choices=[("secret", "由本系统生成密钥"), ("public_key", "对方提供公钥")])
    public_key = forms.CharField(
        label="公钥", required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"})
    )
    effective_from = DayField(label="第一天")
    last_day = DayField(label="最后一天")


class IssuePartnerForm(DeskForm):
    """发出."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    password = password()


class EndPartnerForm(DeskForm):
    """撤回 and 吊销."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    reason = reason("原因")
