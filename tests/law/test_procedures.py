"""Procedures as the office knows them: which version a day has, and how a case moves through it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.law.figures import Overlay, reading
from jiuzhu.law.procedure import (
    DigestDiffers,
    Marking,
    NoVersionOnDay,
    OutcomeBarred,
    Procedure,
    SideActNotOpen,
    StepNotOpen,
    UnknownOutcome,
    UnknownProcedure,
    all_versions,
    pinned,
    post_label,
    procedure,
    procedure_names,
    versions,
)
from jiuzhu.law.procedure_walk import walk

NOTICE_DAY, LAW_DAY = date(2021, 10, 1), date(2026, 7, 1)
SURVEYED = [
    ("receive", "done"),
    ("confirm_check", "done"),
    ("visit", "done"),
    ("visit_second", "done"),
    ("check_report", "done"),
    ("finding", "done"),
]
PUBLISHED = [*SURVEYED, ("opinion", "confirm"), ("publish", "done"), ("publication_end", "clear")]
IDS = [p.version for p in all_versions()]


def dibao() -> Procedure:
    return procedure("dibao", date(2022, 3, 1))


def keys(steps: tuple) -> list[str]:
    return [step.key for step in steps]


def test_every_programme_of_the_notice_has_its_procedure() -> None:
    assert set(procedure_names()) == {
        *("dibao", "dibian", "tekun", "linshi_emergency", "linshi_expenditure", "small_fast_relief", "yishi_yiyi"),
        *("periodic_review", "recheck", "change", "stop", "exit", "tekun_exit", "self_care_reassessment"),
    }


@pytest.mark.parametrize("name", ["dibao", "dibian", "tekun", "change", "stop", "exit", "tekun_exit"])
@pytest.mark.parametrize(
    ("on", "confirming", "decides"),
    [
        (date(2021, 9, 30), "bureau", "bureau"),
        (NOTICE_DAY, "township", "leader_in_charge"),
        (date(2026, 6, 30), "township", "leader_in_charge"),
        (LAW_DAY, "township", "leader_in_charge"),
        (LAW_DAY, "bureau", "bureau"),
    ],
)
def test_who_decides_on_which_day(name: str, on: date, confirming: str, decides: str) -> None:
    found = procedure(name, on, confirming)
    assert found.confirming == confirming
    assert found.step("decide").post == decides


@pytest.mark.parametrize(("on", "confirming"), [(date(2021, 9, 30), "township"), (NOTICE_DAY, "bureau")])
def test_who_may_not_decide_on_a_day_has_no_version_then(on: date, confirming: str) -> None:
    with pytest.raises(NoVersionOnDay, match="没有由"):
        procedure("dibao", on, confirming)


def test_the_version_of_the_notice_begins_on_the_day_the_figure_names() -> None:
    day = reading("notice_in_force_from", NOTICE_DAY).value
    assert str(day) == pinned("dibao/2021-10-01/township").effective_from.isoformat()


def test_where_two_variants_stand_the_confirming_authority_of_that_day_decides() -> None:
    authority = reading("confirming_authority", LAW_DAY).value
    assert procedure("dibao", LAW_DAY).confirming == authority
    assert {p.confirming for p in versions("dibao") if p.in_force(LAW_DAY)} == {"township", "bureau"}


@pytest.mark.parametrize("name", procedure_names())
def test_no_day_without_a_version_and_none_with_two(name: str) -> None:
    family = versions(name)
    day = max(date(2021, 1, 1), family[0].effective_from)
    while day < date(2027, 1, 1):
        there = [p.confirming for p in family if p.in_force(day)]
        assert there, f"{name} {day}"
        assert len(there) == len(set(there)), f"{name} {day} {there}"
        assert "either" not in there or len(there) == 1, f"{name} {day} {there}"
        day += timedelta(days=1)


def test_the_district_says_who_confirms_before_the_file_does() -> None:
    published = Overlay.of([("confirming_authority", None, LAW_DAY, "bureau", True, "省政府规定")])
    assert procedure("dibao", LAW_DAY, overlay=published).version == "dibao/2026-07-01/bureau"


def test_small_fast_relief_does_not_exist_before_its_year() -> None:
    with pytest.raises(NoVersionOnDay, match="最早从 2026-01-29 起"):
        procedure("small_fast_relief", date(2026, 1, 28))
    assert procedure("small_fast_relief", date(2026, 1, 29)).steps[0].key == "receive"


def test_a_running_case_keeps_its_version_and_notices_when_its_content_changed() -> None:
    begun = procedure("dibao", date(2026, 6, 30))
    assert pinned(begun.version, begun.digest) is begun
    with pytest.raises(DigestDiffers, match="另立新版本"):
        pinned(begun.version, "0" * 64)
    with pytest.raises(UnknownProcedure, match="恢复这个版本"):
        pinned("dibao/1999-01-01/bureau")


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownProcedure, match="dibao"):
        procedure("diabo", date(2022, 1, 1))


def test_means_check_and_home_visit_run_side_by_side() -> None:
    after = dibao().replay([("receive", "done")])
    assert keys(dibao().open_steps(after)) == ["confirm_check", "visit"]
    assert {dibao().step(k).strand for k in ("confirm_check", "visit")} == {"经济核对", "入户核查"}


def test_the_finding_waits_for_both_strands() -> None:
    with pytest.raises(StepNotOpen, match="要先办完：核对报告"):
        dibao().replay([*SURVEYED[:4], ("finding", "done")])


def test_the_straight_case_ends_granted() -> None:
    ended = dibao().replay([*PUBLISHED, ("decide", "approve"), ("announce", "done")])
    assert ended == Marking(frozenset(s.key for s in dibao().steps), "granted", frozenset())
    assert dibao().open_steps(ended) == ()
    with pytest.raises(StepNotOpen, match="已经结束"):
        dibao().fire(ended, "decide", "approve")


def test_a_return_does_the_visit_again_and_keeps_the_check() -> None:
    after = dibao().replay([*SURVEYED, ("opinion", "return")])
    assert after.done == {"receive", "confirm_check", "check_report"}
    assert keys(dibao().open_steps(after)) == ["visit"]


def test_an_objection_leads_to_a_new_survey_opinion_and_publication() -> None:
    after = dibao().replay([*PUBLISHED[:-1], ("publication_end", "objected")])
    assert keys(dibao().open_steps(after)) == ["visit"]
    assert not after.done & {"visit", "visit_second", "finding", "opinion", "publish"}


def test_a_refusing_opinion_goes_to_the_decision_without_publication() -> None:
    after = dibao().replay([*SURVEYED, ("opinion", "refuse")])
    assert after.skipped == {"publish", "publication_end"}
    assert keys(dibao().open_steps(after)) == ["decide"]
    assert dibao().fire(after, "decide", "refuse").ended == "refused"


def test_nobody_is_admitted_without_the_publication() -> None:
    unpublished = dibao().replay([*SURVEYED, ("opinion", "refuse")])
    with pytest.raises(OutcomeBarred, match="张榜公示、公示期满"):
        dibao().fire(unpublished, "decide", "approve")


def test_an_outcome_that_does_not_exist_is_answered_with_those_that_do() -> None:
    with pytest.raises(UnknownOutcome, match="拟确认"):
        dibao().replay([*SURVEYED, ("opinion", "done")])


def test_a_step_is_not_done_twice() -> None:
    with pytest.raises(StepNotOpen, match="不能重复办理"):
        dibao().replay([("receive", "done"), ("receive", "done")])


def test_the_applicant_may_withdraw_until_the_decision() -> None:
    running = dibao().replay(PUBLISHED)
    assert dibao().fire_side(running, "withdraw").ended == "withdrawn"
    decided = dibao().fire(running, "decide", "approve")
    with pytest.raises(SideActNotOpen, match="withdraw"):
        dibao().fire_side(decided, "withdraw")


def test_an_objection_to_the_check_brings_a_new_report() -> None:
    again = dibao().fire_side(dibao().replay(SURVEYED), "recheck")
    assert keys(dibao().open_steps(again)) == ["check_report"]
    assert "finding" not in again.done and "visit_second" in again.done


def test_an_extension_changes_the_deadline_not_the_place_of_the_case() -> None:
    waiting = dibao().replay(SURVEYED[:4])
    assert "extend" in [a.key for a in dibao().side_acts_open(waiting)]
    assert dibao().fire_side(waiting, "extend") == waiting


def test_linshi_has_no_extension_but_may_go_on_without_the_report() -> None:
    linshi = procedure("linshi_expenditure", date(2022, 1, 1))
    assert "extend" not in [a.effect for a in linshi.side_acts]
    waiting = linshi.replay(SURVEYED[:4])
    on = linshi.fire_side(waiting, "go_on_without_report")
    assert on.skipped == {"check_report"}
    assert keys(linshi.open_steps(on)) == ["finding"]


def test_linshi_for_a_dibao_household_checks_the_spending_alone() -> None:
    linshi = procedure("linshi_expenditure", date(2022, 1, 1))
    after = linshi.replay([("receive", "spending_only"), ("visit", "done"), ("visit_second", "done")])
    assert keys(linshi.open_steps(after)) == ["finding"]


def test_advance_relief_is_paid_first_and_signed_by_three_afterwards() -> None:
    emergency = procedure("linshi_emergency", date(2022, 1, 1))
    paid = emergency.replay([("receive", "advance"), ("order_advance", "done"), ("deliver_advance", "done")])
    assert keys(emergency.open_steps(paid)) == ["end_emergency"]
    rest = [("end_emergency", "done"), ("visit", "done"), ("finding", "done"), ("opinion", "confirm")]
    done = emergency.replay([("receive", "advance"), ("order_advance", "done"), ("deliver_advance", "done"), *rest])
    assert [(s.key, s.hand) for s in emergency.open_steps(done)] == [("decide", 3)]


def test_yishi_yiyi_goes_appraisal_submission_discussion_publication_approval() -> None:
    yishi = procedure("yishi_yiyi", date(2022, 1, 1))
    at, order = yishi.fire(yishi.start(), "open_matter", "ordinary"), []
    while at.ended is None:
        (step,) = yishi.open_steps(at)
        order.append(step.key)
        at = yishi.fire(at, step.key, step.outcomes[0].key)
    assert order == [
        *("survey", "appraisal", "submission", "discussion", "publish", "publication_end", "decide", "announce")
    ]


def test_the_urgent_branch_relieves_and_tells_the_bureau_at_once_and_completes_the_papers_later() -> None:
    yishi = procedure("yishi_yiyi", date(2022, 1, 1))
    ordered = yishi.replay([("open_matter", "urgent"), ("order_relief", "done")])
    both = yishi.open_steps(ordered)
    assert [(s.key, s.deadline) for s in both] == [
        ("deliver_relief", "urgent_relief"),
        ("tell_bureau", "urgent_relief"),
    ]
    with pytest.raises(StepNotOpen, match="紧急解除"):
        yishi.fire(ordered, "survey")


@pytest.mark.parametrize("name", ["stop", "change", "exit", "tekun_exit"])
@pytest.mark.parametrize("confirming", ["township", "bureau"])
def test_from_the_law_on_the_recipient_is_heard_before_a_stop(name: str, confirming: str) -> None:
    heard = procedure(name, LAW_DAY, confirming)
    assert "ssf.48" in heard.step("hear").clause
    assert "opinion" in heard.dependents(["hear"])
    assert "hear" not in keys(procedure(name, date(2026, 6, 30)).steps)


def test_the_end_of_tekun_support_is_published_first() -> None:
    ending = procedure("tekun_exit", date(2022, 1, 1))
    with pytest.raises(StepNotOpen, match="公示期满"):
        ending.replay([("propose", "done"), ("survey", "done"), ("opinion", "stop"), ("decide", "stop")])


def test_self_care_is_assessed_with_the_visit_and_the_finding_waits_for_it() -> None:
    tekun = procedure("tekun", date(2022, 1, 1))
    with pytest.raises(StepNotOpen, match="自理能力评估"):
        tekun.replay(SURVEYED)


def test_posts_have_chinese_names() -> None:
    assert post_label("leader_in_charge") == "分管领导"
    assert {post_label(p) for v in all_versions() for p in v.posts}.isdisjoint(
        {p for v in all_versions() for p in v.posts}
    )


@pytest.mark.parametrize("version", IDS)
def test_whoever_is_granted_help_has_passed_three_hands(version: str) -> None:
    one = pinned(version)
    for marking in walk(one):
        if one.three_hands and marking.ended == "granted":
            assert {one.step(k).hand for k in marking.done - marking.skipped} >= {1, 2, 3}


@pytest.mark.parametrize("version", IDS)
def test_no_state_holds_a_step_whose_needs_are_missing(version: str) -> None:
    one = pinned(version)
    for marking in walk(one):
        for key in marking.done:
            assert marking.done.issuperset(one.step(key).needs), (key, sorted(marking.done))
        assert marking.skipped <= marking.done


@given(st.data())
def test_what_happened_can_be_replayed_to_the_same_place(data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(all_versions()))
    at, events = one.start(), []
    for _ in range(data.draw(st.integers(0, 25))):
        moves = [(s.key, o.key) for s in one.open_steps(at) for o in s.outcomes if can(one, at, s.key, o.key)]
        if not moves:
            break
        events.append(data.draw(st.sampled_from(moves)))
        at = one.fire(at, *events[-1])
    assert one.replay(events) == at
    assert (at.ended is not None) == (one.open_steps(at) == ())


def can(one: Procedure, at: Marking, step: str, outcome: str) -> bool:
    try:
        one.fire(at, step, outcome)
    except OutcomeBarred:
        return False
    return True
