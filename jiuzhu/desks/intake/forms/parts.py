"""One form a part: a member, an amount, the household."""

import datetime as dt
from typing import Any

from django import forms

from jiuzhu.desks.intake.forms.fields import AccountField, MoneyField, NumberField, PhoneField
from jiuzhu.registry import choices
from jiuzhu.registry.declaration import AgentDeclared, RelativeDeclared, SupporterDeclared

LINE = 120
TRUTH = [("", "未填"), ("yes", "是"), ("no", "否")]
NO_YES = [("", "否"), ("yes", "是")]


def _choices(table: dict[Any, str], empty: str = "请选择") -> list[tuple[str, str]]:
    return [("", empty), *table.items()]


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "日期请写成年-月-日，例如 2026-11-24"},
    )


def _truth(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


class MemberForm(forms.Form):
    """A member of the household."""

    name = forms.CharField(
        label="姓名",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写姓名", "max_length": "姓名太长，最多 60 个字"},
    )
    number = NumberField(label="身份证号", error_messages={"required": "请填写身份证号"})
    relation = forms.ChoiceField(
        label="与申请人关系", choices=_choices(choices.RELATIONS), error_messages={"required": "请选择与申请人的关系"}
    )
    note = forms.CharField(
        label="情况",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "情况最多写 120 个字"},
    )
    disability_kind = forms.ChoiceField(
        label="残疾类别", choices=_choices(choices.DISABILITY_KINDS, "无"), required=False
    )
    disability_grade = forms.ChoiceField(
        label="残疾等级",
        choices=[("", "无"), ("1", "一级"), ("2", "二级"), ("3", "三级"), ("4", "四级")],
        required=False,
    )
    serious_illness = forms.ChoiceField(label="患重病", choices=NO_YES, required=False)
    student = forms.ChoiceField(label="在读", choices=list(choices.STUDENTS.items()), initial="none", required=False)
    works = forms.ChoiceField(label="在工作", choices=TRUTH, required=False)
    absent = forms.ChoiceField(label="人在哪里", choices=list(choices.ABSENT.items()), initial="none", required=False)
    independent = forms.ChoiceField(label="成年子女：能独立生活", choices=TRUTH, required=False)
    co_residing = forms.ChoiceField(label="长期住在一起", choices=TRUTH, required=False)
    kinship = forms.CharField(
        label="其他关系是什么",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "最多写 30 个字"},
    )
    consented = forms.BooleanField(label="已签核对授权书", required=False)
    consent_scope = forms.ChoiceField(label="授权范围", choices=list(choices.CONSENT_SCOPES.items()), required=False)
    consent_from = _day("签字日期")
    consent_until = _day("有效期到")
    guardian = forms.CharField(
        label="监护人姓名",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "姓名太长，最多 60 个字"},
    )

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].on = on  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Kind and grade of a disability go together."""
        cleaned = super().clean() or {}
        kind, grade = cleaned.get("disability_kind"), cleaned.get("disability_grade")
        if bool(kind) != bool(grade):
            missing = "disability_grade" if kind else "disability_kind"
            self.add_error(missing, "残疾类别和等级要一起选，请对照残疾人证")
        return cleaned

    def declared(self) -> dict[str, Any]:
        """The cleaned values as the declaration takes them."""
        row = self.cleaned_data
        return {
            **{key: row[key] for key in ("name", "number", "relation", "note", "disability_kind", "consented")},
            "name": row["name"].strip(),
            "kinship": row["kinship"].strip(),
            "guardian": row["guardian"].strip(),
            "consent_scope": row["consent_scope"] or "application",
            "consent_from": row["consent_from"],
            "consent_until": row["consent_until"],
            "disability_grade": int(row["disability_grade"]) if row["disability_grade"] else None,
            "serious_illness": row["serious_illness"] == "yes",
            "student": row["student"] or "none",
            "absent": row["absent"] or "none",
            "works": _truth(row["works"]),
            "independent": _truth(row["independent"]),
            "co_residing": _truth(row["co_residing"]),
        }


class AmountForm(forms.Form):
    """An income or a cost of one member."""

    member = forms.ChoiceField(label="谁的", error_messages={"required": "请选择是谁的"})
    kind = forms.ChoiceField(label="哪一种", error_messages={"required": "请选择种类"})
    amount = MoneyField(label="金额", error_messages={"required": "请填写金额"})
    per = forms.ChoiceField(label="每", choices=list(choices.PERIODS.items()), error_messages={"required": "请选择"})

    def __init__(
        self, *args: Any, names: list[tuple[str, str]], kinds: dict[str, str], period: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [("", "请选择"), *names]  # type: ignore[attr-defined]
        self.fields["kind"].choices = _choices(kinds)  # type: ignore[attr-defined]
        self.fields["per"].initial = period


class RelativeForm(forms.Form):
    """近亲属备案: one near relative."""

    name = forms.CharField(
        label="近亲属的姓名",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写近亲属的姓名", "max_length": "姓名太长，最多 60 个字"},
    )
    kin = forms.ChoiceField(
        label="是家庭成员的什么人",
        choices=_choices(choices.NEAR_RELATIVES),
        error_messages={"required": "请选择是家庭成员的什么人"},
    )
    post = forms.CharField(
        label="单位和岗位",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写单位和岗位，例如：某某社区委员", "max_length": "最多写 120 个字"},
    )

    def declared(self) -> RelativeDeclared:
        """The cleaned values as the declaration takes them."""
        row = self.cleaned_data
        return RelativeDeclared(name=row["name"].strip(), kin=row["kin"], post=row["post"].strip())


class SupporterForm(forms.Form):
    """户外义务人: somebody outside the household who owes the applicant support, and whether they signed."""

    name = forms.CharField(
        label="义务人的姓名",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写义务人的姓名", "max_length": "姓名太长，最多 60 个字"},
    )
    number = NumberField(label="义务人的身份证号", required=False)
    kin = forms.ChoiceField(
        label="是申请人的什么人",
        choices=_choices(choices.NEAR_RELATIVES),
        error_messages={"required": "请选择是申请人的什么人"},
    )
    answer = forms.ChoiceField(
        label="核对授权", choices=_choices(choices.SUPPORTER_ANSWERS, "还没有问"), required=False
    )
    consent_from = _day("签字日期")
    consent_until = _day("有效期到")
    why = forms.CharField(
        label="没有签的原因",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "最多写 200 个字"},
    )

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].on = on  # type: ignore[attr-defined]

    def declared(self) -> SupporterDeclared:
        """The cleaned values as the declaration takes them."""
        row = self.cleaned_data
        return SupporterDeclared(
            name=row["name"].strip(),
            number=row["number"],
            kin=row["kin"],
            answer=row["answer"],
            why=row["why"].strip(),
            signed_on=row["consent_from"],
            until=row["consent_until"],
        )


class AgentForm(forms.Form):
    """委托代理: left empty, the family applies by itself."""

    name = forms.CharField(
        label="代理人姓名，或者代办的村（居）委会",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "姓名太长，最多 60 个字"},
    )
    number = NumberField(label="代理人身份证号", required=False)
    relation = forms.CharField(
        label="代理人与申请人的关系",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "最多写 30 个字"},
    )
    phone = PhoneField(label="代理人电话", required=False)
    scope = forms.ChoiceField(label="代理事项", choices=list(choices.AGENT_SCOPES.items()), required=False)
    until = _day("代理到哪一天")
    filed = forms.BooleanField(label="委托书已收", required=False)

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, prefix="agent", **kwargs)
        self.fields["number"].on = on  # type: ignore[attr-defined]

    @property
    def typed(self) -> bool:
        """Whether an agent is named at all; what is typed without a name counts too, and is asked about."""
        return any(
            str(self[key].data or "").strip() for key in ("name", "number", "relation", "phone", "until", "filed")
        )

    def declared(self) -> AgentDeclared | None:
        """The cleaned values as the declaration takes them."""
        if not self.typed:
            return None
        row = self.cleaned_data
        return AgentDeclared(
            name=row["name"].strip(),
            number=row["number"],
            relation=row["relation"].strip(),
            phone=row["phone"],
            scope=row["scope"] or "apply",
            until=row["until"],
            filed=row["filed"],
        )


class HouseholdForm(forms.Form):
    """What is asked once for the whole family."""

    village = forms.ChoiceField(label="村（社区）", error_messages={"required": "请选择申请人所在的村（社区）"})
    address = forms.CharField(
        label="住址",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "住址最多写 200 个字"},
    )
    residence = forms.CharField(
        label="经常居住地（不在户籍地住的才填）",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "经常居住地最多写 200 个字"},
    )
    phone = PhoneField(label="联系电话", required=False)
    money = MoneyField(label="存款和现金合计", required=False)
    homes = forms.ChoiceField(label="住房", required=False)
    vehicles = forms.ChoiceField(label="机动车、船", required=False)
    shops = forms.ChoiceField(label="店面", required=False)
    companies = forms.ChoiceField(label="公司", required=False)
    payee_name = forms.CharField(
        label="户名",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "户名太长，最多 60 个字"},
    )
    account = AccountField(label="发放账户（社保卡）", required=False)
    pledged = forms.BooleanField(label="已签真实性承诺", required=False)
    pledged_instead = forms.CharField(
        label="用承诺代替的证明，一行写一样",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "最多写 1000 个字"},
    )
    related = forms.ChoiceField(
        label="家庭成员有没有近亲属是经办、审核、审批人员或者村（社区）干部",
        choices=[("no", "没有"), ("yes", "有，逐人填在下面")],
        widget=forms.RadioSelect,
        error_messages={"required": "请当面问清有没有，选一项"},
    )

    def __init__(self, *args: Any, villages: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].choices = _choices(villages)  # type: ignore[attr-defined]
        for key, unit in {"homes": "套", "vehicles": "辆（艘）", "shops": "间", "companies": "家"}.items():
            counted = [(str(n), f"{n} {unit}") for n in range(1, 6)]
            self.fields[key].choices = [("", "没有问到"), ("0", "没有"), *counted]  # type: ignore[attr-defined]

    def clean_pledged_instead(self) -> str:
        """Each line fits into its place."""
        text = str(self.cleaned_data["pledged_instead"])
        if any(len(line.strip()) > LINE for line in text.splitlines()):
            raise forms.ValidationError(f"一样证明最多写 {LINE} 个字，请分成几行")
        return text

    def declared(self) -> dict[str, Any]:
        """The cleaned values as the declaration takes them."""
        row = self.cleaned_data
        counted = {key: int(row[key]) if row[key] else None for key in ("homes", "vehicles", "shops", "companies")}
        return {
            **counted,
            "address": row["address"].strip(),
            "residence": row["residence"].strip(),
            "phone": row["phone"],
            "payee_name": row["payee_name"].strip(),
            "account": row["account"],
            "money_fen": row["money"],
            "pledged": row["pledged"],
            "pledged_instead": tuple(line.strip() for line in row["pledged_instead"].splitlines() if line.strip()),
        }
