"""What a case has to tell the provincial screens, by name. Dates as that system takes them: 2026-12-04."""

import datetime as dt

from jiuzhu.cases.models import Case, Round
from jiuzhu.decisions.models import Decision
from jiuzhu.offices.queries import township_names, village_names
from jiuzhu.plain.money import format_plain
from jiuzhu.province.outside import Values
from jiuzhu.registry import choices
from jiuzhu.registry.models import HomeVisit, Member

PROGRAMMES = {"dibao": "最低生活保障", "dibian": "最低生活保障边缘家庭", "tekun": "特困人员救助供养"}
OPINIONS = {"confirm": "拟确认", "refuse": "拟不予确认", "return": "退回补充调查"}
NOTICES = {"clear": "没有异议", "objected": "有异议"}
DECISIONS = {"approve": "同意", "refuse": "不予确认"}
GRADES = "一二三四"


def values_of(case: Case, row: Round) -> Values:
    """Everything a screen may ask of this case in this round; identity numbers in full, so not for a page as it is."""
    return {**_application(case), **_visit(case, row), **_opinion(case, row), **_decision(case, row)}


def _application(case: Case) -> dict[str, object]:
    home = case.household
    signed = {c.person_id: c for c in home.consents.order_by("pk")}
    members = list(home.members.select_related("person"))
    return {
        "programme": PROGRAMMES.get(case.programme, case.programme),
        "township": township_names().get(case.township, case.township),
        "village": village_names(case.township).get(case.village, case.village),
        "applicant_name": case.applicant.name,
        "applicant_number": case.applicant.id_number,
        "phone": home.phone,
        "address": home.address,
        "members_count": case.members_count,
        "accepted_on": case.accepted_on,
        "payee_name": home.payee_name,
        "account": home.account,
        "members": [
            _member(m)
            | {
                "consented_on": signed[m.person_id].signed_on if m.person_id in signed else None,
                "consent_until": signed[m.person_id].expires_on if m.person_id in signed else None,
            }
            for m in members
        ],
    }


def _member(member: Member) -> dict[str, object]:
    kind = choices.DISABILITY_KINDS.get(member.disability_kind, "")
    grade = f"{kind}{GRADES[member.disability_grade - 1]}级" if member.disability_grade else "无"
    return {
        "name": member.person.name,
        "number": member.person.id_number,
        "relation": choices.RELATIONS[member.relation],
        "disability": grade,
        "illness": "是" if member.serious_illness else "否",
        "student": choices.STUDENTS[member.student],
        "works": "" if member.works is None else "在业" if member.works else "无业",
    }


def _visit(case: Case, row: Round) -> dict[str, object]:
    visit = (
        HomeVisit.objects.filter(household_id=case.household_id, visited_on=row.visited_on)
        .select_related("first", "second")
        .order_by("-pk")
        .first()
    )
    return {
        "check_authorised_on": row.check_authorised_on,
        "visited_on": row.visited_on,
        "first_investigator": visit.first.name if visit else "",
        "second_investigator": visit.second.name if visit else "",
        "family_signed": ("是" if visit.family_signed else "否") if visit else "",
        "visit_notes": visit.notes if visit else "",
    }


def _opinion(case: Case, row: Round) -> dict[str, object]:
    opinion = case.opinions.filter(round_no=row.number).select_related("by", "finding").order_by("-pk").first()
    notice = case.publications.filter(round_no=row.number).order_by("-pk").first()
    finding = opinion.finding if opinion else None
    return {
        "reviewed_on": row.reviewed_on,
        "reviewer": opinion.by.name if opinion else "",
        "opinion": OPINIONS.get(opinion.outcome, opinion.outcome) if opinion else "",
        "opinion_text": opinion.text if opinion else "",
        "counted": finding.members_count if finding else "",
        "amount": _yuan(finding.amount_fen if finding else None),
        "published_from": notice.first_day if notice else None,
        "published_until": notice.last_day if notice else None,
        "publication_outcome": NOTICES.get(notice.outcome, "") if notice else "",
    }


def _decision(case: Case, row: Round) -> dict[str, object]:
    made = Decision.objects.filter(matter=case.token, round_no=row.number).select_related("decided_by").first()
    if made is None:
        return {}
    return {
        "decided_on": made.decided_on,
        "decider": made.decided_by.name,
        "decision": DECISIONS[made.outcome],
        "decision_text": made.reason,
        "granted_members": made.members_count if made.members_count is not None else "",
        "granted_amount": _yuan(made.amount_fen),
        "granted_from": _month(made.effective_from),
    }


def _yuan(fen: int | None) -> str:
    return "" if fen is None else format_plain(fen)


def _month(day: dt.date | None) -> str:
    return f"{day:%Y-%m}" if day else ""
