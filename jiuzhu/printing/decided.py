"""The data of the two forms that tell a decision: confirmed, or refused with reasons (57.21, ssf.45)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from jiuzhu.cases.models import Case, Finding
from jiuzhu.cases.subjects import name_of, way_of_finding
from jiuzhu.decisions.models import Decision
from jiuzhu.decisions.queries import decision_of
from jiuzhu.figures.queries import overlay
from jiuzhu.ground.refusals import Refusal
from jiuzhu.law.clocks import clock
from jiuzhu.law.deadlines import known_payday
from jiuzhu.law.figures import reading
from jiuzhu.plain import days
from jiuzhu.plain.money import format_grouped
from jiuzhu.printing import grounds, lines
from jiuzhu.printing.names import PROGRAMMES, SUFFIXES, window_of

DECIDED = {
    "dibao": "给予您家最低生活保障",
    "dibian": "认定您家为最低生活保障边缘家庭",
    "tekun": "给予特困人员救助供养",
}
# Under which clauses a decision is told to the family, by programme; those in force that day are printed.
TOLD = {"dibao": ("57.21", "ssf.45"), "dibian": ("57.21", "ssf.45"), "tekun": ("43.17", "43.18", "ssf.45")}
REMEDIES = ("ssf.76", "fuyi.20")
# What a family has to do: programmes, sentence, clauses.
DUTIES = (
    (("dibao", "dibian"), "家庭人口、收入、财产有变化的，请及时告知我单位。", ("57.30", "ssf.46")),
    (("tekun",), "收入、财产、劳动能力、赡养抚养情况有变化的，请及时告知我单位。", ("43.25", "ssf.46")),
    (("dibao", "dibian"), "我单位会定期核查，请如实说明情况、给予配合。", ("57.31", "ssf.46")),
    (
        ("dibao",),
        "有就业能力的成员，请接受介绍的合适工作；无正当理由多次拒绝的，本人的保障金会减发或停发。",
        ("57.34",),
    ),
    (("dibao", "dibian", "tekun"), "隐瞒或编造情况骗取救助的，要退回，并可能受到处罚。", ("ssf.73",)),
    (("dibao", "dibian", "tekun"), "确认结果会在村（社区）公布，只公布姓名、人数和金额。", ("57.24", "ssf.45")),
)


class NotDecidedSo(Refusal):
    """The case has no such decision yet, or another one."""


def refusal(case: Case, office: str) -> dict[str, Any]:
    """不予确认告知书 with reasons, lines, clauses, remedies and the last day of delivery. Raises NotDecidedSo."""
    decision, finding = _decided(case, "refuse", "本案没有作出不予确认的决定，不能打印不予确认告知书。")
    delivery = clock("refusal_delivery", decision.decided_on, overlay())
    own = [finding.why] if not finding.eligible else []
    return _common(case, office, "refusal", decision, finding, delivery.clause) | {
        "reasons": _paragraphs([*own, decision.reason]),
        "deliver_by": delivery.why,
    }


def confirmation(case: Case, office: str) -> dict[str, Any]:
    """确认通知书 with members, amount, first month and pay day, lines, duties. Raises NotDecidedSo."""
    decision, finding = _decided(case, "approve", "本案还没有作出确认决定，不能打印确认通知书。")
    first = decision.effective_from
    month = f"{first.year}年{first.month}月"
    duties = [(text, cited) for programmes, text, cited in DUTIES if case.programme in programmes]
    also = [clause for _, cited in duties for clause in grounds.holding(cited, decision.decided_on)]
    paid = decision.amount_fen is not None
    return _common(case, office, "confirmation", decision, finding, also) | {
        "decision": f"自{month}起，{_given(case, finding)}。",
        "count": f"{decision.members_count} 人",
        "amount": f"{format_grouped(decision.amount_fen)} 元" if paid else "不发放保障金",
        "from_month": month,
        "first_pay_on": _first_pay(first) if paid else "—",
        "paid_to": _paid_to(case) if paid else "",
        "duties": [text + grounds.cite(cited, decision.decided_on) for text, cited in duties],
    }


def _given(case: Case, finding: Finding) -> str:
    """What is given, and of a household of which one alone is given it (单人户) to whom."""
    if way_of_finding(case, finding) == "single":
        return f"按单人户给予{name_of(case, finding)}最低生活保障"
    return DECIDED[case.programme]


def _decided(case: Case, outcome: str, otherwise: str) -> tuple[Decision, Finding]:
    decision = decision_of(case.token)
    if decision is None or decision.outcome != outcome:
        raise NotDecidedSo(otherwise)
    opinion = case.opinions.filter(round_no=decision.round_no).select_related("finding").order_by("-pk").first()
    return decision, opinion.finding


def _common(
    case: Case, office: str, form: str, decision: Decision, finding: Finding, also: Iterable[str]
) -> dict[str, Any]:
    members = list(case.household.members.select_related("person"))
    day = decision.decided_on
    used = [clause for line in finding.lines for clause in lines.clauses(line)]
    return {
        "number": f"{case.number}-{SUFFIXES[form]}",
        "office": office,
        "case_number": case.number,
        "programme": PROGRAMMES[case.programme],
        "accepted_on": days.full(case.accepted_on),
        "decided_on": days.full(day),
        "dated": day.isoformat(),
        "found_on": days.full(finding.on),
        "applicant": {"name": case.applicant.name, "number": case.applicant.masked_number},
        "members": lines.household(finding, members),
        "lines": lines.calculation(finding, members),
        "grounds": grounds.in_full((*TOLD[case.programme], *decision.clause.split(",")), day),
        "remedies": _remedies(case, day),
        "documents": grounds.documents_of([*used, *also, *grounds.holding(REMEDIES, day)]),
    }


def _remedies(case: Case, day: dt.date) -> list[str]:
    within = reading("reconsideration_days", day, case.township, overlay()).value
    return [
        f"认为事实或计算有误的，请到{window_of(case.township, day)}提出，查明后答复您。",
        f"可以自知道本决定之日起 {within} 日内依法申请行政复议，也可以依法向人民法院提起行政诉讼。"
        + grounds.cite(REMEDIES, day),
    ]


def _first_pay(month: dt.date) -> str:
    due = known_payday(month, overlay())
    return days.full(due.due_on) if due else "发放日还没有公布，请向窗口询问"


def _paid_to(case: Case) -> str:
    account = case.household.account.replace(" ", "")
    if not account:
        return "还没有登记发放账户，请尽快到窗口登记。"
    return f"按月发到户名为{case.household.payee_name}、尾号 {account[-4:]} 的账户。"


def _paragraphs(texts: Iterable[str]) -> list[str]:
    """Texts as typed, a paragraph a line; what is said twice is printed once."""
    return list(dict.fromkeys(part.strip() for text in texts for part in text.splitlines() if part.strip()))
