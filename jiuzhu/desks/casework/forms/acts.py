"""One form an act. `arguments()` are the keywords the act takes beside actor, day and case."""

from collections.abc import Mapping
from typing import Any

from django import forms

from jiuzhu.desks.casework.forms.about import About
from jiuzhu.desks.casework.forms.fields import choice, day, late, words


class ActForm(forms.Form):
    """An act that asks for nothing more."""

    def __init__(
        self, data: Mapping[str, str] | None = None, *, about: About, files: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, files, auto_id=f"{self.prefix_of()}-%s", label_suffix="", use_required_attribute=False)
        self.about = about

    @classmethod
    def prefix_of(cls) -> str:
        """Part of every id, so that two acts on one page never share one."""
        return cls.__name__.removesuffix("Form").lower()

    def arguments(self) -> dict[str, Any]:
        """The act's own keywords."""
        return {}

    def problems(self) -> list[tuple[str, str]]:
        """(id of the input, sentence) for the box on top; without an id where no input is meant."""
        found = [("", str(text)) for text in self.non_field_errors()]
        for name in self.fields:
            bound = self[name]
            target = bound.id_for_label or f"{self.prefix_of()}-{name}"
            found += [(target, str(text)) for text in bound.errors]
        return found


class VisitForm(ActForm):
    """入户核查 by the first investigator."""

    visited_on = day("入户日期")
    second = forms.ChoiceField(label="另一名调查人", error_messages={"required": "请选择另一名调查人"})
    notes = words("入户看到的情况")
    family_signed = forms.BooleanField(label="家庭成员已在记录上签字", required=False)
    late_reason = late()

    def __init__(self, data: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        people = [(str(p.pk), p.name) for p in self.about.investigators]
        self.fields["second"].choices = [("", "请选择"), *people]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """The record of the visit."""
        return {
            "visited_on": self.cleaned_data["visited_on"],
            "second_person_id": int(self.cleaned_data["second"]),
            "family_signed": self.cleaned_data["family_signed"],
            "notes": self.cleaned_data["notes"],
            "late_reason": self.cleaned_data["late_reason"],
        }


class FindingForm(ActForm):
    """调查结论."""

    recommends = choice("结论", yes="建议确认", no="建议不予确认")
    conclusion = words("说明")

    def arguments(self) -> dict[str, Any]:
        """The recommendation; no choice stays no choice."""
        chosen = {"yes": True, "no": False}.get(self.cleaned_data["recommends"])
        return {"recommends": chosen, "conclusion": self.cleaned_data["conclusion"]}


class OutcomeForm(ActForm):
    """An outcome and words; the shape of opinion and decision."""

    def arguments(self) -> dict[str, Any]:
        """Outcome and text as given."""
        return {"outcome": self.cleaned_data["outcome"], "text": self.cleaned_data["text"]}


class OpinionForm(OutcomeForm):
    """初审意见."""

    outcome = choice("意见", confirm="拟确认", refuse="拟不予确认", **{"return": "退回补充调查"})
    text = words("说明")


class PublicationEndForm(ActForm):
    """公示结果."""

    outcome = choice("公示结果", clear="没有异议", objected="有异议")
    note = words("异议的内容")

    def arguments(self) -> dict[str, Any]:
        """Outcome and what was objected."""
        return {"outcome": self.cleaned_data["outcome"], "note": self.cleaned_data["note"]}


class DecisionForm(OutcomeForm):
    """审批意见; the password is asked again and read by the door, not here."""

    outcome = choice("决定", approve="同意，给予低保", refuse="不予确认", **{"return": "退回重新调查"})
    text = words("意见")
    password = forms.CharField(
        label="再输一次您的密码",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
