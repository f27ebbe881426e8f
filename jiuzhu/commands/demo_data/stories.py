"""Plays the demo's ten stories in the district's seat, each by the acts of the pages. Days are of autumn 2026."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from jiuzhu.cases import acts, assessment
from jiuzhu.cases.models import Case, Objection
from jiuzhu.commands.demo_data.days import Township
from jiuzhu.commands.demo_data.people import People
from jiuzhu.desks.shared.demo_stories import STORIES
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.registry.declaration import AmountDeclared, Declaration, MemberDeclared, RelativeDeclared
from jiuzhu.registry.models import MeansCheck

AREA = 40  # invented numbers of these families begin 990140
SEED = 20261102


def november(day: int) -> dt.date:
    """A day of the month in which most of it happens."""
    return dt.date(2026, 11, day)


class Play:
    """The seat's people, and the steps that several stories share."""

    def __init__(self, township: str) -> None:
        office, district = Township.of(township), Township.of("")
        self.township, self.village = township, office.villages[0]
        self.handler, self.second = office.one("handler"), office.one("handler", 1)
        self.head, self.leader = office.one("social_affairs_head"), office.one("leader_in_charge")
        self.bureau = district.one("bureau_officer")
        self.people = People(SEED, area=AREA)

    def family(self, applicant: str, *, wages_yuan: int = 900, grade: int = 1) -> Declaration:
        """A woman who works and her husband; `grade` of his disability, 0 for none."""
        number = 1 + [story.applicant for story in STORIES].index(applicant)
        she = self.people.person(sex="female", born_on=dt.date(1976, 3, 11), name=applicant)
        he = self.people.person(sex="male", born_on=dt.date(1973, 8, 2))
        members = (
            MemberDeclared(name=she.name, number=she.number, relation="self", works=True, consented=True),
            MemberDeclared(name=he.name, number=he.number, relation="spouse", consented=True, works=not grade),
        )
        if grade:
            members = (members[0], replace(members[1], disability_kind="limb", disability_grade=grade))
        return Declaration(
            members=members,
            amounts=(AmountDeclared(member=0, kind="wages", fen=wages_yuan * 100, per="month"),),
            address=f"{number} 号",
            phone=f"1390001{number:04d}",
            account=f"621700009902{number:07d}",
            money_fen=600_000,
            homes=1,
            vehicles=0,
            shops=0,
            companies=0,
            pledged=True,
        )

    def receive(self, declaration: Declaration, on: dt.date, enquiry: int | None = None) -> Case:
        """At the window."""
        return acts.receive_application(
            actor=self.handler,
            on=on,
            programme="dibao",
            township=self.township,
            village=self.village,
            declaration=declaration,
            enquiry_id=enquiry,
        )

    def report(self, case: Case, on: dt.date) -> None:
        """The check centre's answer."""
        check = MeansCheck.objects.get(matter=str(case.token))
        acts.record_check_report(
            actor=SYSTEM, on=on, check_id=check.pk, report={"demo": True}, incomes=[], property_found={}
        )

    def visit(self, case: Case, on: dt.date, notes: str = "住房和家庭情况与申报一致，家庭成员已签字。") -> None:
        """Two people, both sign on the day."""
        acts.record_home_visit(
            actor=self.handler,
            on=on,
            case_id=case.pk,
            visited_on=on,
            second_person_id=self.second.person_id,
            family_signed=True,
            notes=notes,
        )
        acts.countersign_home_visit(actor=self.second, on=on, case_id=case.pk)

    def conclude(self, case: Case, on: dt.date, outcome: str = "confirm", text: str = "调查清楚，拟确认。") -> None:
        """Finding and opinion."""
        _, found = assessment.of_case(Case.objects.get(pk=case.pk), on)
        word = "符合条件，建议确认。" if found.eligible else f"{found.why}建议不予确认。"
        acts.submit_finding(actor=self.handler, on=on, case_id=case.pk, recommends=found.eligible, conclusion=word)
        acts.give_opinion(actor=self.head, on=on, case_id=case.pk, outcome=outcome, text=text)

    def publish(self, case: Case, on: dt.date) -> None:
        """Posted; the notice stands for the seven days that follow."""
        acts.start_publication(actor=self.handler, on=on, case_id=case.pk)

    def grant(self, case: Case, on: dt.date) -> None:
        """Nobody objected; approved and announced."""
        acts.close_publication(actor=self.handler, on=on, case_id=case.pk, outcome="clear")
        self.approve(case, on)

    def approve(self, case: Case, on: dt.date) -> None:
        """The leader's decision, announced."""
        acts.decide_case(actor=self.leader, on=on, case_id=case.pk, outcome="approve", text="同意。")
        acts.announce_decision(actor=self.handler, on=on, case_id=case.pk)

    def usual(self, case: Case) -> None:
        """From acceptance on the 2nd to the posted notice on the 6th."""
        self.surveyed(case)
        self.conclude(case, november(6))
        self.publish(case, november(6))

    def surveyed(self, case: Case) -> None:
        """Checked and visited by the 5th."""
        acts.confirm_check_authorisation(actor=self.head, on=november(2), case_id=case.pk)
        self.visit(case, november(3))
        self.report(case, november(5))


def straight(play: Play, applicant: str) -> None:
    case = play.receive(play.family(applicant), november(2))
    play.usual(case)
    play.grant(case, november(16))


def noticed(play: Play, applicant: str) -> None:
    declaration = play.family(applicant)
    row = acts.open_missing_notice(
        actor=play.handler,
        on=dt.date(2026, 10, 29),
        township=play.township,
        village=play.village,
        programme="dibao",
        declaration=declaration,
        items=["近 12 个月医药费票据", "户口簿页"],
    )
    acts.answer_missing_notice(
        actor=play.handler,
        on=november(2),
        enquiry_id=row.pk,
        answered_on=november(2),
        answer="票据 12 张，户口簿复印件",
    )
    case = play.receive(declaration, november(2), row.pk)
    play.usual(case)
    play.grant(case, november(16))


def withdrawn(play: Play, applicant: str) -> None:
    case = play.receive(play.family(applicant), november(2))
    acts.withdraw_application(
        actor=play.handler, on=november(4), case_id=case.pk, signed=True, reason="丈夫已在渔业公司找到工作，不再申请"
    )


def extended(play: Play, applicant: str) -> None:
    case = play.receive(play.family(applicant), dt.date(2026, 10, 26))
    acts.confirm_check_authorisation(actor=play.head, on=dt.date(2026, 10, 26), case_id=case.pk)
    play.visit(case, dt.date(2026, 10, 28))
    acts.extend_deadline(
        actor=play.leader,
        on=november(11),
        case_id=case.pk,
        extended_to=november(25),
        reason="核对中心还在等银行答复",
    )
    play.report(case, november(12))
    play.conclude(case, november(12))
    play.publish(case, november(12))
    play.grant(case, november(20))


def objected(play: Play, applicant: str) -> None:
    case = play.receive(play.family(applicant), november(2))
    play.usual(case)
    acts.record_objection(
        actor=play.handler,
        on=november(9),
        case_id=case.pk,
        text="他们家儿子有渔船",
        received_on=november(9),
        by_name="王阿海",
    )
    acts.close_publication(actor=play.handler, on=november(9), case_id=case.pk, outcome="objected")
    acts.record_appraisal(
        actor=play.handler,
        on=november(10),
        case_id=case.pk,
        held_on=november(10),
        minutes="评议 2026-7",
        result="到会九人，一致认为渔船两年前已报废，同意纳入",
    )
    play.conclude(case, november(10))
    play.publish(case, november(10))
    acts.answer_objection(
        actor=play.handler,
        on=november(10),
        objection_id=Objection.objects.get(case=case).pk,
        answer="渔船两年前已报废，民主评议一致认为符合",
    )
    play.grant(case, november(18))


def refused(play: Play, applicant: str) -> None:
    case = play.receive(play.family(applicant, wages_yuan=9000, grade=0), november(2))
    play.surveyed(case)
    play.conclude(case, november(6), "refuse", "家庭收入超过低保和低边标准。")
    acts.decide_case(
        actor=play.leader,
        on=november(9),
        case_id=case.pk,
        outcome="refuse",
        text="家庭收入超过低保和低边标准，不予确认。",
    )
    acts.deliver_refusal(
        actor=play.handler,
        on=november(10),
        case_id=case.pk,
        how="in_person",
        received_by=applicant,
        delivered_on=november(10),
    )


def returned(play: Play, applicant: str) -> None:
    case = play.receive(play.family(applicant), november(2))
    play.surveyed(case)
    play.conclude(case, november(6), "return", "缺医药费票据，请补查后再报。")
    play.visit(case, november(9), "补看医药费票据十二张，其余与上次一致，家庭成员已签字。")
    play.conclude(case, november(10))
    play.publish(case, november(10))
    play.grant(case, november(18))


def dibian(play: Play, applicant: str) -> None:
    case = play.receive(play.family(applicant, wages_yuan=3000, grade=0), november(2))
    _other_way(play, case, "dibian")


def single(play: Play, applicant: str) -> None:
    case = play.receive(play.family(applicant, wages_yuan=3000), november(2))
    _other_way(play, case, "single")


def _other_way(play: Play, case: Case, programme: str) -> None:
    play.surveyed(case)
    acts.agree_programme(
        actor=play.handler, on=november(5), case_id=case.pk, programme=programme, signed=True, agreed_on=november(5)
    )
    play.conclude(case, november(6))
    play.publish(case, november(6))
    play.grant(case, november(16))


def relative(play: Play, applicant: str) -> None:
    brother = RelativeDeclared(name="卜海生", kin="sibling", post="村（社区）委员")
    declaration = replace(play.family(applicant), relatives=(brother,))
    case = play.receive(declaration, november(2))
    play.usual(case)
    acts.close_publication(actor=play.handler, on=november(16), case_id=case.pk, outcome="clear")
    acts.record_bureau_visit(
        actor=play.bureau,
        on=november(17),
        case_id=case.pk,
        visited_on=november(17),
        companion="区民政局 林某",
        notes="入户看过住房、问过邻居，与申报相符",
    )
    play.approve(case, november(18))


PLAYS: dict[str, Callable[[Play, str], None]] = {
    "straight": straight,
    "noticed": noticed,
    "withdrawn": withdrawn,
    "extended": extended,
    "objected": objected,
    "refused": refused,
    "returned": returned,
    "dibian": dibian,
    "single": single,
    "relative": relative,
}


def play_all(township: str) -> int:
    """All ten in one township; how many."""
    play = Play(township)
    for story in STORIES:
        PLAYS[story.key](play, story.applicant)
    return len(STORIES)
