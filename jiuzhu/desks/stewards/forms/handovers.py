"""The two signatures of a handover."""

from django import forms

from jiuzhu.desks.shared.forms import DeskForm
from jiuzhu.desks.stewards.forms.fields import CHOOSE, LONG, password, reason


class GiveForm(DeskForm):
    """移交."""

    successor = forms.TypedChoiceField(
        label="接手人", coerce=int, error_messages={"invalid_choice": "请从名单里选择接手人"}
    )
    note = forms.CharField(
        label="移交说明",
        required=False,
        max_length=LONG * 5,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    password = password()

    def __init__(self, people: list[tuple[int, str]], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [*CHOOSE, *people]  # type: ignore[attr-defined]


class AcceptForm(DeskForm):
    """签收."""

    password = password()


class WithdrawHandoverForm(DeskForm):
    """撤回."""

    reason = reason("原因")
