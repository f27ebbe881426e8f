"""Putting a name or a number right: what the first person says, what the second types from the paper."""

from django import forms

from jiuzhu.desks.shared.forms import DeskForm

LONG, NUMBER = 200, 18
CHOOSE = [("", "请选择")]


def _words(label: str, most: int, *, required: bool = False, **more: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        widget=forms.TextInput(attrs={"autocomplete": "off", **more}),
        error_messages={"max_length": f"最多写 {most} 个字"},
    )


class ProposeIdentityForm(DeskForm):
    """提出更正."""

    person = forms.TypedChoiceField(label="谁的", coerce=int, error_messages={"invalid_choice": "请从家庭成员里选"})
    name = _words("正确的姓名", 60)
    number = _words("正确的身份证号", NUMBER, inputmode="numeric")
    paper = _words("依据的文书", 120)
    reason = _words("为什么更正", LONG)

    def __init__(self, people: list[tuple[int, str]], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [*CHOOSE, *people]  # type: ignore[attr-defined]


class ConfirmIdentityForm(DeskForm):
    """确认: typed again from the paper."""

    correction = forms.IntegerField(widget=forms.HiddenInput)
    name = _words("看着证件，输入姓名", 60, required=True)
    number = _words("看着证件，输入身份证号", NUMBER, required=True, inputmode="numeric")
    password = forms.CharField(
        label="再输一次您的密码",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class WithdrawIdentityForm(DeskForm):
    """撤回."""

    correction = forms.IntegerField(widget=forms.HiddenInput)
    why = _words("撤回的原因", LONG)
