"""What the window hands out: receipt of an application, slip of one not accepted, letter to another place (57.10)."""

from typing import Any

from jiuzhu.cases.acts.before import ground_words
from jiuzhu.cases.models import Assistance, Case, Document, Enquiry
from jiuzhu.figures.queries import overlay
from jiuzhu.ground.refusals import Refusal
from jiuzhu.law.figures import reading
from jiuzhu.plain import days
from jiuzhu.printing import grounds
from jiuzhu.printing.missing import applicants_number
from jiuzhu.printing.names import PROGRAMMES, SUFFIXES, office_of_township, window_of
from jiuzhu.registry.choices import AGENT_SCOPES, RELATIONS

ACCEPTED = {"dibao": ("57.10", "ssf.62"), "dibian": ("57.10", "ssf.62"), "tekun": ("43.12", "ssf.62")}
REMEDIES = ("ssf.76", "fuyi.20")
# What happens after acceptance, as the family is told; nothing of it has to be asked for.
NEXT = (
    ("我们会向区核对中心查询您和家人的收入、财产，您不用再开证明。", ("57.17", "ssf.62")),
    ("会有两名以上工作人员到您家里，请家里留人，如实说明情况，看过记录再签字。", ("57.16",)),
    ("初审意见会在村（社区）公示，只写姓名、人数和金额。", ("57.19",)),
    ("决定会书面告诉您；不同意的，决定书上写着怎么办。", ("57.21", "ssf.45")),
)


class NotTurnedAway(Refusal):
    """The application was not turned away: there is no slip of it."""


def acceptance(case: Case) -> dict[str, Any]:
    """受理回执: number, day, last day, papers received, what comes next."""
    day, household = case.accepted_on, case.household
    members = household.members.select_related("person")
    papers = Document.objects.filter(case=case, on=day).order_by("pk").values_list("kind", flat=True)
    return {
        "number": f"{case.number}-{SUFFIXES['acceptance']}",
        "office": office_of_township(case.township),
        "window": window_of(case.township, day),
        "case_number": case.number,
        "token": str(case.token),
        "programme": PROGRAMMES[case.applied_for or case.programme],
        "accepted_on": days.full(day),
        "dated": day.isoformat(),
        "due_on": days.full(case.due_on),
        "due_why": case.due_why,
        "applicant": {"name": case.applicant.name, "number": case.applicant.masked_number},
        "members": [
            {"name": m.person.name, "relation": m.kinship or RELATIONS[m.relation], "number": m.person.masked_number}
            for m in members
        ],
        "papers": list(papers),
        "agent": _agent(case),
        "next": [text + grounds.cite(cited, day) for text, cited in NEXT],
        "grounds": grounds.in_full(ACCEPTED.get(case.programme, ("ssf.62",)), day),
    }


def turned_away(enquiry: Enquiry) -> dict[str, Any]:
    """不予受理告知书: number, ground, reason, remedies. Raises NotTurnedAway."""
    if enquiry.state != "not_accepted" or enquiry.closed_on is None:
        raise NotTurnedAway("这件申请没有作出不予受理的答复，没有不予受理告知书。")
    day = enquiry.closed_on
    within = reading("reconsideration_days", day, enquiry.township, overlay()).value
    return {
        "number": f"{enquiry.number}-{SUFFIXES['not_accepted']}",
        "office": office_of_township(enquiry.township),
        "on": days.full(day),
        "dated": day.isoformat(),
        "programme": PROGRAMMES[enquiry.programme],
        "applicant": {"name": enquiry.name, "number": applicants_number(enquiry)},
        "ground": ground_words(enquiry),
        "reasons": [part.strip() for part in enquiry.reason.splitlines() if part.strip()],
        "remedies": [
            f"情况有变化、或者能补充说明的，可以随时到{window_of(enquiry.township, day)}重新申请。",
            "认为应当受理的，可以向区民政局反映；拒不受理符合条件的申请要追究责任。" + grounds.cite(("ssf.70",), day),
            f"可以自知道之日起 {within} 日内依法申请行政复议，也可以依法向人民法院提起行政诉讼。"
            + grounds.cite(REMEDIES, day),
        ],
        "grounds": grounds.in_full((enquiry.clause,), day),
    }


class NoLetter(Refusal):
    """The case asked nobody for help."""


def last_letter(case: Case) -> dict[str, Any]:
    """The case's last letter, where a command asks for it by the case. Raises NoLetter."""
    row = Assistance.objects.filter(case=case).select_related("case__applicant", "sent_by").last()
    if row is None:
        raise NoLetter("本案没有发过协查函。")
    return letter(row)


def letter(row: Assistance) -> dict[str, Any]:
    """协查函: whom it asks for what, by when, and whom to answer."""
    case = row.case
    return {
        "number": row.number,
        "office": office_of_township(row.township),
        "window": window_of(row.township, row.sent_on),
        "to": row.to_body,
        "on": days.full(row.sent_on),
        "dated": row.sent_on.isoformat(),
        "programme": PROGRAMMES[case.programme],
        "case_number": case.number,
        "applicant": {"name": case.applicant.name, "number": case.applicant.masked_number},
        "about": row.about,
        "questions": [part.strip() for part in row.questions.splitlines() if part.strip()],
        "due_on": days.full(row.due_on),
        "sent_by": row.sent_by.name,
        "grounds": grounds.in_full(("57.5", "57.16"), row.sent_on),
    }


def _agent(case: Case) -> str:
    if not case.household.represented:
        return ""
    agent = case.household.agents.order_by("pk").first()
    return f"{agent.name}（{agent.relation}），{AGENT_SCOPES[agent.scope]}，期限到{days.full(agent.until)}"
