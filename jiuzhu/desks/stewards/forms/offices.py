"""Appointing and ending an appointment."""

from django import forms

from jiuzhu.desks.shared.forms import DeskForm
from jiuzhu.desks.stewards.forms.fields import CHOOSE, DayField, reason
from jiuzhu.offices.posts import POSTS
from jiuzhu.offices.queries import offices_by_place, villages_by_place


class AppointForm(DeskForm):
    """任命. The person is known by name and number; somebody already registered is found by them."""

    name = forms.CharField(label="姓名", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    number = forms.CharField(
        label="身份证号", max_length=18, widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"})
    )
    office = forms.TypedChoiceField(label="单位", coerce=int, error_messages={"invalid_choice": "请从列表中选择"})
    post = forms.ChoiceField(
        label="岗位",
        choices=[*CHOOSE, *((p.key, p.label) for p in POSTS.values() if p.key != "system")],
        error_messages={"invalid_choice": "请从列表中选择"},
    )
    village = forms.ChoiceField(label="村（社区）", required=False, error_messages={"invalid_choice": "请从列表中选择"})
    effective_from = DayField(label="任职第一天")
    last_day = DayField(label="任职最后一天", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [*CHOOSE, *offices_by_place()]  # type: ignore[attr-defined]
        self.fields["village"].choices = [("", "不按村任命"), *villages_by_place()]  # type: ignore[attr-defined]


class ContactForm(DeskForm):
    """电话和地址."""

    phone = forms.CharField(
        label="电话", max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    address = forms.CharField(
        label="地址", max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class EndForm(DeskForm):
    """结束任职."""

    post = forms.IntegerField(widget=forms.HiddenInput)
    last_day = DayField(label="任职最后一天")
    reason = reason("原因（例如：调离、退休）")
