"""Forms of the acts beside the steps: extension, withdrawal, objections, complaints, deliveries."""

from typing import Any

from django import forms

from jiuzhu.cases.acts.deliver import HOW
from jiuzhu.cases.acts.set_aside import GROUNDS
from jiuzhu.cases.models import Objection
from jiuzhu.cases.ways import NAMES
from jiuzhu.desks.casework.forms.acts import ActForm
from jiuzhu.desks.casework.forms.fields import REASON, choice, day, late, line, password, words
from jiuzhu.plain.days import full, short
from jiuzhu.registry.choices import AGENT_SCOPES, CONSENT_SCOPES, NEAR_RELATIVES, SUPPORTER_ANSWERS


class PlainForm(ActForm):
    """A form whose inputs are the act's own keywords."""

    def arguments(self) -> dict[str, Any]:
        """Everything typed, except what only the door reads."""
        return {name: value for name, value in self.cleaned_data.items() if name != "password"}


class ExtendForm(PlainForm):
    """延长期限."""

    extended_to = day("延长到")
    reason = words("延长的理由", "例如：核对中心还在等银行答复。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.about.extend_cap:
            self.fields["extended_to"].help_text = f"最长可延长到 {full(self.about.extend_cap)}。"


class WithdrawForm(PlainForm):
    """撤回申请."""

    reason = words("撤回的原因", "申请人自己的话，例如：已找到工作。")
    signed = forms.BooleanField(label="申请人已在撤回申请书上签字", required=False)


class TerminateForm(PlainForm):
    """终止审核."""

    reason = words("怎样拒不配合、告知过几次", "终止要有事实：哪一天、要求什么、怎样拒绝。")
    password = password("终止等于不再审核，要再确认一次是您本人。")


class RecheckForm(PlainForm):
    """对核对结果有异议."""

    objection = words("对哪一项有异议", "申请人的话，例如：那笔存款是替兄弟保管的。")
    evidence = line("交来的佐证材料", "没有佐证的不复查。例如：银行流水、双方书面说明。", 30)


class ObjectionForm(PlainForm):
    """登记公示异议."""

    received_on = day("收到异议的日期")
    text = words("异议的内容", "对方说了什么，原话最好。")
    by_name = line("异议人姓名", "匿名的不填。署名的要答复；姓名不对外显示。")
    contact = line("联系方式", "怎样答复，匿名的不填。")
    late_reason = late()


class AnswerForm(PlainForm):
    """答复异议."""

    objection_id = forms.ChoiceField(label="哪一件异议", error_messages={"required": "请选择要答复的异议"})
    answer = words("答复", "重新调查查明了什么，怎样认定。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(row.pk), _told(row)) for row in self.about.objections]
        self.fields["objection_id"].choices = [("", "请选择"), *rows]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """The objection by its row."""
        return {"objection_id": int(self.cleaned_data["objection_id"]), "answer": self.cleaned_data["answer"]}


class SetAsideForm(PlainForm):
    """不按异议处理."""

    objection_id = forms.ChoiceField(label="哪一件异议", error_messages={"required": "请选择异议"})
    ground = choice("为什么", **GROUNDS)
    reason = words("理由", "写明异议原文说了什么，为什么与本户无关。")
    answer = words("答复异议人", "署名的必填；匿名的不填。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(row.pk), _quoted(row)) for row in self.about.setting_aside]
        self.fields["objection_id"].choices = [("", "请选择"), *rows]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """The objection by its row."""
        return {**self.cleaned_data, "objection_id": int(self.cleaned_data["objection_id"])}


def _quoted(row: Objection) -> str:
    return f"{row.number} {'署名' if row.named else '匿名'}：{row.text[:30]}"


def _told(row: Objection) -> str:
    contact = f"（{row.contact}）" if row.contact else ""
    return f"{short(row.received_on)} {row.by_name}{contact}：{row.text[:30]}"


class ResurveyForm(ActForm):
    """安排重新调查."""

    person = forms.ChoiceField(label="由谁登记重新入户", error_messages={"required": "请选择调查人"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].help_text = "只列没有调查过本户的人；同去的另一人在登记入户时选。"
        people = [(str(p.pk), p.name) for p in self.about.investigators]
        self.fields["person"].choices = [("", "请选择"), *people]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """The person by their row."""
        return {"person_id": int(self.cleaned_data["person"])}


class AppraisalForm(PlainForm):
    """登记民主评议."""

    held_on = day("评议日期")
    minutes = line("评议记录编号")
    result = words("评议结果", "写明到会人数、意见和结论。")
    late_reason = late()


class ComplaintForm(PlainForm):
    """登记投诉举报."""

    received_on = day("收到投诉举报的日期")
    text = words("投诉举报的内容", "登记以后，要等区民政局入户才能决定。")
    by_name = line("投诉举报人姓名", "匿名的不填。姓名不对外显示。")
    late_reason = late()


class BureauVisitForm(PlainForm):
    """区民政局入户."""

    visited_on = day("入户日期")
    companion = line("同去的人", "不少于两人，写单位和姓名。")
    notes = words("入户看到的情况")
    late_reason = late()


class ConsentForm(ActForm):
    """补签核对授权."""

    member = forms.ChoiceField(label="谁补签的", error_messages={"required": "请选择是谁补签的"})
    signed_on = day("签字日期")
    until = day("有效期到", "照授权书填；不填按授权的最长期限。", required=False)
    scope = choice("授权的范围", **CONSENT_SCOPES)
    guardian = line("监护人姓名", "监护人替孩子签字的，写监护人的姓名；本人签的不填。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [("", "请选择"), *self.about.members]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """The member by their row."""
        given = self.cleaned_data
        return {
            "member_id": int(given["member"]),
            "signed_on": given["signed_on"],
            "until": given["until"],
            "scope": given["scope"],
            "guardian": given["guardian"],
        }


class SupporterConsentForm(PlainForm):
    """登记户外义务人: who, and whether they signed."""

    name = line("义务人姓名")
    number = line("义务人身份证号", "签了的要填；没有签又查不到的不填。", 18)
    kin = choice("是申请人的什么人", **NEAR_RELATIVES)
    answer = choice("核对授权", **SUPPORTER_ANSWERS)
    signed_on = day("签字日期", "签了的填。", required=False)
    until = ConsentForm.base_fields["until"]
    why = line("原因", "没有签的填：为什么、怎么知道的。例如：11月3日打电话，本人说不同意查。", REASON)


class AgentForm(PlainForm):
    """登记代理人."""

    name = line("代理人姓名，或者代办的村（居）委会")
    number = line("代理人身份证号", "村（居）委会代办的不填。", 18)
    relation = line("代理人与申请人的关系", "例如：侄女、所在村委会。", 30)
    phone = line("代理人电话", "", 20)
    scope = choice("代理事项", **AGENT_SCOPES)
    until = day("代理到哪一天", "照委托书填。")
    filed = forms.BooleanField(label="申请人签名的委托书已收", required=False)


class AgentEndForm(PlainForm):
    """终止委托."""

    agent_id = forms.ChoiceField(label="哪一份委托", error_messages={"required": "请选择要终止的委托"})
    reason = words("为什么终止", "例如：申请人已能自己办理。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agent_id"].choices = [("", "请选择"), *self.about.agents]  # type: ignore[attr-defined]


class AssistanceForm(PlainForm):
    """发协查函."""

    to_body = line("请哪里协助", "例如：鹿城区某某街道办事处。", 120)
    about = line("查谁、住在哪里", "写姓名和居住地址；身份证号不写在这里。", 200)
    questions = words("请对方查明什么", "例如：实际居住情况、共同生活的人、就业和收入、邻居的说法。")


class AssistanceAnswerForm(PlainForm):
    """登记协查回复."""

    assistance_id = forms.ChoiceField(label="哪一份协查函", error_messages={"required": "请选择协查函"})
    answered_on = day("回复日期")
    answered_by = line("对方谁回复的", "写单位和姓名。")
    answer = words("对方查到了什么")
    late_reason = late()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assistance_id"].choices = [("", "请选择"), *self.about.letters]  # type: ignore[attr-defined]


class RelativeForm(PlainForm):
    """近亲属备案."""

    name = line("近亲属的姓名")
    kin = choice("是家庭成员的什么人", **NEAR_RELATIVES)
    post = line("单位和岗位", "例如：街道社会事务办经办人；某某社区委员。", 120)
    reason = words("怎样知道的", "例如：入户时家庭说起。")


class AgreeForm(PlainForm):
    """改按另一种办理."""

    programme = choice("改按", **NAMES)
    agreed_on = day("家庭同意的日期")
    signed = forms.BooleanField(label="家庭已在同意书上签字", required=False)
    late_reason = late()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.about.ways:
            self.fields["programme"].choices = list(self.about.ways)  # type: ignore[attr-defined]


class DeliveryForm(PlainForm):
    """书面送达."""

    how = choice("送达方式", **HOW)
    received_by = line("签收人", "没有人签收的，写见证人。")
    delivered_on = day("送达日期")
    late_reason = late()
