"""Every post tries every act beside the steps, and what waits for papers before a case begins; each where it is due."""

from dataclasses import replace
from typing import Any

import pytest

from jiuzhu.cases import acts
from jiuzhu.cases.models import Case, Objection
from jiuzhu.commands.demo_data.people import People
from jiuzhu.registry.choices import SELF_CARE
from jiuzhu.registry.declaration import AmountDeclared
from tests.cases.stages import old_and_alone, supporters_found
from tests.desks.casework import cases
from tests.desks.papers.pictures import page, upload
from tests.district import BEIAO, DAY, WANGCHAO, build, family, holder
from tests.trust.addresses import addresses
from tests.trust.everybody import everybody
from tests.trust.test_access import ACT, ask_all

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
ASKED: dict[str, tuple[str, ...]] = {
    "received": (
        "renew_consent",
        "record_supporter_consent",
        "register_near_relative",
        "withdraw_application",
        "terminate_case",
        "record_complaint",
    ),
    "surveyed": ("object_to_check_report", "correct_clerical_error", "extend_deadline"),
    "published": (
        "add_notice_photo",
        "record_objection",
        "set_aside_objection",
        "assign_resurvey",
        "record_appraisal",
        "answer_objection",
    ),
    "complained": ("record_bureau_visit",),
    "refused": ("deliver_refusal",),
    "richer": ("agree_programme",),
}


CHOSEN = {
    "record_assistance_answer",
    "end_power_of_attorney",
    "renew_consent",
    "correct_clerical_error",
    "assign_resurvey",
    "answer_objection",
    "set_aside_objection",
}


class Asking:
    """Sends the form of an act as every post and keeps what differs from the table."""

    def __init__(self, case: Case) -> None:
        self.people, self.case, self.found = everybody(), case, list[str]()

    def __call__(self, act: str, **form: Any) -> None:
        # Forms whose choices are offered only to those who may act: to all others the choice does not exist (400).
        also = frozenset({400}) if act in CHOSEN else frozenset()
        self.found += ask_all(self.people, ACT.format(act), f"/cases/{self.case.number}/acts/{act}/", also, **form)


def test_acts_on_a_case_just_received() -> None:
    build()
    ask = Asking(cases.received(1))
    signer = ask.case.household.members.first()
    ask("renew_consent", member=signer.pk, signed_on=f"{DAY}", scope="application")
    son = People(79, area=79).person(sex="male", born_on=DAY.replace(year=1980))
    outside = {"name": son.name, "number": son.number, "kin": "child", "answer": "signed", "signed_on": f"{DAY}"}
    ask("record_supporter_consent", **outside)
    ask("register_near_relative", name="王某", kin="sibling", post="社区委员", reason="入户时说起")
    ask("withdraw_application", signed="on", reason="已找到工作")
    ask("terminate_case", reason="三次约定入户都拒绝开门")
    ask("record_complaint", received_on=f"{DAY}", text="有人看见他开车")
    assert ask.found == [], ask.found


def test_acts_while_it_is_surveyed() -> None:
    build()
    case = cases.received(1)
    acts.confirm_check_authorisation(actor=holder("social_affairs_head"), on=cases.on(3), case_id=case.pk)
    ask = Asking(case)
    ask("correct_clerical_error", what=f"household-{case.household_id}-money_fen", value="5200", reason="录入时看错")
    cases.on(19)
    ask("extend_deadline", extended_to="2026-12-02", reason="核对中心还在等银行")
    assert ask.found == [], ask.found


def test_an_objection_to_the_report() -> None:
    build()
    ask = Asking(cases.visited(cases.received(1)))
    ask("object_to_check_report", objection="那笔利息是替兄弟存的", evidence="银行流水")
    assert ask.found == [], ask.found


def test_an_objection_to_the_notice() -> None:
    build()
    case = cases.published(cases.received(1))
    ask, day = Asking(case), cases.on(12)
    words = {"text": "他儿子有渔船", "received_on": day, "by_name": "王阿海"}
    photo = {"moment": "start", "taken_on": "2026-11-10", "late_reason": "手机里的照片今天才传"}
    ask("add_notice_photo", photo=lambda _: upload(page(1, (60, 80))), **photo)
    ask("record_objection", **{**words, "received_on": f"{day}"})
    handler = holder("handler")
    acts.record_objection(actor=handler, on=day, case_id=case.pk, **words)
    named = Objection.objects.get(case=case)
    aside = {"ground": "other_family", "reason": "说的是隔壁一家", "answer": "您说的不是这一户"}
    ask("set_aside_objection", objection_id=named.pk, **aside)
    acts.close_publication(actor=handler, on=day, case_id=case.pk, outcome="objected")
    ask("assign_resurvey", person=holder("village_worker").person_id)
    held = {"held_on": day, "minutes": "评议 2026-7", "result": "九人到会，一致认为符合"}
    ask("record_appraisal", **{**held, "held_on": f"{day}"})
    acts.record_appraisal(actor=handler, on=day, case_id=case.pk, **held)
    acts.submit_finding(actor=handler, on=day, case_id=case.pk, recommends=True, conclusion="渔船已报废")
    ask("answer_objection", objection_id=Objection.objects.get(case=case).pk, answer="渔船两年前已报废")
    assert ask.found == [], ask.found


def test_the_bureau_visits_where_somebody_complained() -> None:
    build()
    case = cases.ready(cases.received(1))
    acts.record_complaint(
        actor=holder("handler"), on=cases.on(17), case_id=case.pk, received_on=cases.on(17), text="有人看见他开车"
    )
    ask = Asking(case)
    ask("record_bureau_visit", visited_on="2026-11-17", companion="林某", notes="没有车")
    assert ask.found == [], ask.found


def test_a_refusal_is_delivered() -> None:
    build()
    case = cases.found(cases.received(1))
    head, leader = holder("social_affairs_head"), holder("leader_in_charge")
    acts.give_opinion(actor=head, on=cases.on(9), case_id=case.pk, outcome="refuse", text="儿子有渔船")
    acts.decide_case(actor=leader, on=cases.on(10), case_id=case.pk, outcome="refuse", text="同意")
    ask = Asking(case)
    ask("deliver_refusal", how="in_person", received_by="本人", delivered_on="2026-11-10")
    assert ask.found == [], ask.found


def test_the_family_agrees_to_another_programme() -> None:
    build()
    wages = AmountDeclared(member=0, kind="wages", fen=300_000, per="month")
    couple = tuple(replace(m, disability_kind="", disability_grade=None) for m in family(1).members)
    ask = Asking(cases.visited(cases.received(1, members=couple, amounts=(wages,))))
    ask("agree_programme", programme="dibian", agreed_on="2026-11-06", signed="on")
    assert ask.found == [], ask.found


def test_the_survey_for_tekun() -> None:
    build()
    ask = Asking(cases.visited(cases.received(1, members=old_and_alone(), amounts=())))
    ask("record_supporters", supporters="none", told="没有子女，查过户籍", found_on="2026-11-06")
    supporters_found(ask.case)
    agreed = {"programme": "tekun", "signed": True, "agreed_on": cases.on(6)}
    acts.agree_programme(actor=holder("handler"), on=cases.on(6), case_id=ask.case.pk, **agreed)
    items = dict.fromkeys(SELF_CARE, "yes")
    form = {"support_form": "dispersed", "assessed_on": "2026-11-06", "assessor": "洪雅静"}
    ask("record_self_care_assessment", **items, **form)
    assert ask.found == [], ask.found
    there = {a.route for a in addresses() if a.page.name.startswith("casework.pages.survey.")}
    assert there == {ACT.format(act) for act in ("record_supporters", "record_self_care_assessment")}


def test_who_acts_for_the_family() -> None:
    build()
    ask = Asking(cases.received(1))
    form = {"name": "王某", "relation": "侄女", "scope": "apply", "until": "2027-01-01", "filed": "on"}
    ask("appoint_agent", **form)
    given = {**form, "until": DAY, "filed": True}
    acts.appoint_agent(actor=holder("handler"), on=DAY, case_id=ask.case.pk, **given)
    ask("end_power_of_attorney", agent_id=ask.case.household.agents.get().pk, reason="本人能自己办理")
    assert ask.found == [], ask.found
    there = {a.route for a in addresses() if a.page.name.startswith("casework.pages.agents.")}
    assert there == {ACT.format(act) for act in ("appoint_agent", "end_power_of_attorney")}


def test_another_place_is_asked() -> None:
    build()
    ask = Asking(cases.received(1))
    form = {"to_body": "邻区某街道", "about": "王某，渔港路 6 号", "questions": "居住和就业情况"}
    ask("request_assistance", **form)
    letter = acts.request_assistance(actor=holder("handler"), on=DAY, case_id=ask.case.pk, **form)
    answer = {"answered_on": f"{DAY}", "answered_by": "邻区某街道 李某", "answer": "租住，夫妻两人"}
    ask("record_assistance_answer", assistance_id=letter.pk, **answer)
    assert ask.found == [], ask.found
    there = {a.route for a in addresses() if a.page.name.startswith("casework.pages.assistance.")}
    acts_there = {ACT.format(act) for act in ("request_assistance", "record_assistance_answer")}
    assert there == acts_there | {"cases/<str:number>/letters/<int:letter>/"}


def test_an_application_the_village_handed_in() -> None:
    build()
    row = acts.hand_in_application(
        actor=holder("village_worker"),
        on=DAY,
        township=BEIAO,
        village=WANGCHAO,
        programme="dibao",
        declaration=family(4),
    )
    address = "intake/waiting/<str:number>/send_back/"
    found = ask_all(everybody(), address, f"/intake/waiting/{row.number}/send_back/", reason="身份证号和户口簿不符")
    assert found == [], found


def test_an_application_that_waits_for_papers() -> None:
    build()
    handler = holder("handler")
    row = acts.open_missing_notice(
        actor=handler,
        on=DAY,
        township=BEIAO,
        village=WANGCHAO,
        programme="dibao",
        declaration=family(4),
        items=("医药费票据",),
    )
    people, found = everybody(), list[str]()
    for route, form in (
        ("answer/", {"answered_on": f"{DAY}", "answer": "票据已交", "late_reason": ""}),
        ("refuse/", {"ground": "elsewhere", "reason": "户籍不在本街道"}),
    ):
        address = f"intake/waiting/<str:number>/{route}"
        found += ask_all(people, address, f"/intake/waiting/{row.number}/{route}", **form)
    assert found == [], found


def test_every_act_beside_the_steps_was_asked_about() -> None:
    there = {a.route for a in addresses() if a.page.name.startswith("casework.pages.beside.")}
    assert there == {ACT.format(act) for names in ASKED.values() for act in names}
