"""送初审: the handler lets the law floor find, writes the conclusion of the survey, sends it to the reviewer."""

import datetime as dt
from collections.abc import Mapping

from jiuzhu.cases import assessment, duties, flow
from jiuzhu.cases.acts.supporters import refuse_unasked
from jiuzhu.cases.models import Case, Finding
from jiuzhu.cases.ways import Way, way_of
from jiuzhu.decisions.acts import lay_hand
from jiuzhu.entitlements.acts import FAMILIES
from jiuzhu.entitlements.queries import covered
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.law.figures import content_hash


class StandardMissing(Refusal):
    """The figure that the amount is made of is not published: there is nothing to put on the notice."""


class AlreadyEntitled(Refusal):
    """Somebody who would be covered has a running benefit of this family of programmes."""


@act("submit_finding")
def submit_finding(*, actor: Actor, on: dt.date, case_id: int, recommends: bool | None, conclusion: str) -> Finding:
    """Store what the law finds on this day with its lines, and the handler's recommendation."""
    case = flow.lock(case_id)
    duties.may_do(actor, case, "finding").or_refuse()
    if recommends is None:
        raise BadInput("请选择调查结论：建议确认，或建议不予确认", field="recommends")
    if not conclusion.strip():
        raise BadInput("请写明调查结论的说明", field="conclusion")
    situation, ways = assessment.ways_of_case(case, on)
    way = ways[way_of(case)]
    found = way.found
    if recommends:
        _refuse_what_cannot_be_confirmed(case, ways, on)
    members = list(way.members) or _counted(way, ways)
    row = Finding.objects.create(
        case=case,
        township=case.township,
        round_no=flow.current_round(case).number,
        on=on,
        eligible=way.eligible,
        amount_fen=way.amount_fen if way.eligible else None,
        members_count=len(members) or case.members_count,
        members=members,
        why=way.why[:300],
        unconfirmed=list(found.unconfirmed),
        lines=assessment.plain_lines(found),
        situation=situation,
        conclusion=conclusion.strip(),
        recommends=recommends,
        way=way.key,
        ways=[one.plain() for one in ways.values()],
    )
    used = sorted({name for line in found.lines for name in line.parameters})
    lay_hand(actor=actor, on=on, matter=case.token, township=case.township, hand=1, for_act="submit_finding")
    flow.complete(actor=actor, on=on, case=case, step_key="finding")
    audit.record(
        actor=actor,
        act="submit_finding",
        on=on,
        subject=case,
        clause=flow.clause_of(case, "finding"),
        matter=str(case.token),
        township=case.township,
        new={
            "amount_fen": row.amount_fen,
            "eligible": row.eligible,
            "figures": {name: content_hash(name) for name in used},
            "finding": row.pk,
            "recommends": recommends,
        },
        reason=conclusion.strip(),
    )
    return row


def _counted(way: Way, ways: Mapping[str, Way]) -> list[int]:
    """Whom the answer was asked for, where nobody is covered."""
    if way.key == "tekun":
        return []
    single = set(ways["single"].members)
    return sorted(single | {int(m.removeprefix("m")) for m in ways["dibian"].found.members})


def _refuse_what_cannot_be_confirmed(case: Case, ways: Mapping[str, Way], on: dt.date) -> None:
    way = ways[way_of(case)]
    if not way.eligible:
        others = "、".join(other.name for other in ways.values() if other.eligible)
        go = f"符合的是{others}，家庭书面同意的请先登记改办；" if others else ""
        raise BadInput(
            f"按现在登记的情况不符合{way.name}：{way.why}{go}情况有误请先更正，否则请建议不予确认。", field="recommends"
        )
    if way.key == "tekun" and way.amount_fen is None:
        raise StandardMissing(
            "特困人员基本生活标准还没有公布，供养金额定不下来，不能公示。请区民政局先公布标准，再送初审。（43号第四条）",
            field="recommends",
        )
    names = dict(case.household.members.filter(pk__in=way.members).values_list("person_id", "person__name"))
    if way.key == "tekun":
        applicant = case.household.members.get(person_id=case.applicant_id)
        refuse_unasked(case.household, applicant.supporters, on, "recommends")
    if already := covered(list(names), FAMILIES[case.programme], on):
        told = "、".join(names[person] for person in already)
        raise AlreadyEntitled(
            f"{told}正在领取低保、低边或特困待遇，同一时间只能有一种。请先查明并办理变更，或者建议不予确认。",
            field="recommends",
        )
