"""What the board asks somebody who objects: which family, what is wrong, and who they are if they like."""

from typing import Any

from django import forms

from jiuzhu.desks.shared.forms import DeskForm

LONG, SHORT = 2000, 30


class ObjectionForm(DeskForm):
    """提出意见."""

    notice_id = forms.TypedChoiceField(
        label="对哪一户有意见",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": "请选择是哪一户",
            "invalid_choice": "这一户的公示已经结束，或者不在这里。请重新选择",
        },
    )
    text = forms.CharField(
        label="哪里不对",
        max_length=LONG,
        help_text="写您知道的情况，越具体越好查。",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "请写明哪里不对", "max_length": f"最多写 {LONG} 个字"},
    )
    by_name = forms.CharField(
        label="您的姓名（可以不填）",
        required=False,
        max_length=SHORT,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": f"最多写 {SHORT} 个字"},
    )
    contact = forms.CharField(
        label="您的电话（可以不填）",
        required=False,
        max_length=SHORT,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"max_length": f"最多写 {SHORT} 个字"},
    )

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notice_id"].choices = choices  # type: ignore[attr-defined]
        self.fields["notice_id"].error_messages["required"] = "请选择是哪一户"
        self.fields["text"].error_messages["required"] = "请写明哪里不对"
