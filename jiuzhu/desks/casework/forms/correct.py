"""更正笔误: which fact, what it should say, and on what the correction rests. Typed as the page shows it."""

from typing import Any

from django import forms

from jiuzhu.cases import looks
from jiuzhu.cases.models import Case
from jiuzhu.desks.casework.forms.acts import ActForm
from jiuzhu.desks.casework.forms.fields import line, words
from jiuzhu.ground.refusals import BadInput
from jiuzhu.plain import money
from jiuzhu.registry import choices
from jiuzhu.registry.correctable import TABLE
from jiuzhu.registry.models import Household, IncomeFact, Member, NearRelative

CODES = {
    "relation": choices.RELATIONS,
    "disability_kind": choices.DISABILITY_KINDS,
    "student": choices.STUDENTS,
    "absent": choices.ABSENT,
    "kin": choices.NEAR_RELATIVES,
    "kind": choices.INCOME_KINDS | choices.SPENDING_KINDS,
    "per": choices.PERIODS,
}
MONEY = {"money_fen", "fen"}
COUNTS = {"homes", "vehicles", "shops", "companies", "disability_grade"}
TRUTHS = {"serious_illness", "independent", "co_residing", "works"}
COVERED = {"phone"}  # not shown as a present value
YES_NO = {"是": True, "否": False}


def facts_of(case: Case, members: list[Member]) -> tuple[tuple[str, str], ...]:
    """Every fact that can be corrected: `member-7-works`, and its name with what stands there now."""
    income = IncomeFact.objects.filter(household_id=case.household_id).exclude(source="check").order_by("pk")
    names = {m.pk: m.person.name for m in members}
    rows: list[tuple[str, str, Household | Member | NearRelative | IncomeFact]] = [
        ("household", "家庭", case.household)
    ]
    rows += [("member", names[m.pk], m) for m in members]
    rows += [("relative", f"近亲属{r.name}", r) for r in looks.of(case).relatives]
    rows += [("income", f"{names.get(i.member_id, '')}的{CODES['kind'].get(i.kind, i.kind)}", i) for i in income]
    return tuple(
        (f"{subject}-{row.pk}-{field}", f"{whose}：{named.label}（现在：{_shown(field, getattr(row, field))}）")
        for subject, whose, row in rows
        for (of, field), named in TABLE.items()
        if of == subject
    )


def _shown(field: str, value: Any) -> str:
    if value is None or value == "":
        return "没有填"
    if field in COVERED:
        return "已填"
    if field in MONEY:
        return f"{money.format_grouped(value)} 元"
    if field in CODES:
        return CODES[field].get(value, value)
    if field in TRUTHS:
        return "是" if value else "否"
    return str(value)


def _read(field: str, typed: str) -> Any:
    """The value as the registry keeps it; what can't be read stays text, and the act says what it should be."""
    if field in MONEY:
        try:
            return money.parse(typed)
        except money.BadMoney:
            raise BadInput(f"金额写成了“{typed}”，请用数字，例如 600 或 600.50", field="value") from None
    if field in CODES:
        return {word: code for code, word in CODES[field].items()}.get(typed, typed)
    if field in COUNTS:
        return int(typed) if typed.isascii() and typed.isdigit() else typed or None
    if field in TRUTHS:
        return YES_NO.get(typed, typed or None)
    return typed


class CorrectForm(ActForm):
    """更正笔误."""

    what = forms.ChoiceField(label="更正哪一项", error_messages={"required": "请选择要更正的内容"})
    value = line("改成", "照页面上的写法：金额写元，类别写名称，是或者否；没有的不填。", 200)
    reason = words("更正的依据", "例如：残疾证上是三级，录入时看错。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [("", "请选择"), *self.about.facts]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """Row, field and value. Raises BadInput for money that can't be read."""
        subject, row, field = self.cleaned_data["what"].split("-", 2)
        return {
            "subject": subject,
            "subject_id": int(row),
            "field": field,
            "value": _read(field, self.cleaned_data["value"].strip()),
            "reason": self.cleaned_data["reason"],
        }
