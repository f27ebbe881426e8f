"""Forms of the survey for 特困: supporters outside the household, and the six items of self-care."""

from typing import Any

from django.forms import BoundField

from jiuzhu.desks.casework.forms.acts import ActForm
from jiuzhu.desks.casework.forms.beside import PlainForm
from jiuzhu.desks.casework.forms.fields import choice, day, late, line, words
from jiuzhu.registry.choices import SELF_CARE, SUPPORT_FORMS, SUPPORTERS

MANAGED = {"yes": True, "no": False}


class SupportersForm(PlainForm):
    """登记义务人情况."""

    supporters = choice("不在本户、对申请人有赡养、抚养、扶养义务的人", **SUPPORTERS)
    told = words(
        "怎么查的",
        "有义务人的，先逐人登记，这里写有没有能力、凭什么。没有能力只有这几种：特困人员；60 周岁以上的低保对象；"
        "70 周岁以上或者重度残疾，收入、财产都在限额内的；无民事行为能力、失踪、服刑的。（43号第八条）",
    )
    found_on = day("查明日期")
    late_reason = late()


class SelfCareForm(ActForm):
    """自理能力评估: six items, each answered; nothing is filled in beforehand."""

    eating = choice(SELF_CARE["eating"], yes="能", no="不能")
    dressing = choice(SELF_CARE["dressing"], yes="能", no="不能")
    bed = choice(SELF_CARE["bed"], yes="能", no="不能")
    toilet = choice(SELF_CARE["toilet"], yes="能", no="不能")
    walking = choice(SELF_CARE["walking"], yes="能", no="不能")
    bathing = choice(SELF_CARE["bathing"], yes="能", no="不能")
    support_form = choice("本人要哪一种供养", **SUPPORT_FORMS)
    assessed_on = day("评估日期")
    assessor = line("评估人", "谁看的、谁评的，写姓名。")
    body = line("评估机构", "委托第三方评估的，写机构名称；自己评估的不填。")
    report_no = line("评估报告编号", "第三方的报告编号，没有的不填。")
    late_reason = late()

    def items(self) -> list[BoundField]:
        """The six items, for the table."""
        return [self[name] for name in SELF_CARE]

    def item_errors(self) -> list[str]:
        """What is wrong with them, told once under the table."""
        return [str(text) for bound in self.items() for text in bound.errors]

    def arguments(self) -> dict[str, Any]:
        """The items as answered; one left open stays open."""
        given = self.cleaned_data
        plain = ("support_form", "assessed_on", "assessor", "body", "report_no", "late_reason")
        return {"items": {name: MANAGED.get(given[name]) for name in SELF_CARE}, **{key: given[key] for key in plain}}
