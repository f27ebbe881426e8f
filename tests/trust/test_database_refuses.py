"""What the acts refuse, the database refuses too: every rule of house.md, tried by raw SQL as the application role.

A line is the rule's name as the error says it, and what somebody past all acts would write. Where a line has several
statements, the last is the one that is refused.
"""

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.cases.stages import apply, reviewed, to_decision, to_opinion, to_publication
from tests.district import BEIAO, build, holder
from tests.payments.township import at_the_bank, granted, prepared, released, returned
from tests.trust.inspect_row_security import guarded_tables
from tests.trust.raw import Line, copied
from tests.trust.refused_messages import MESSAGES
from tests.trust.refused_money import MONEY, MONEY_ADDED, PROVED, STOPPED, UNANSWERED, bank_says, mirror, settled_by
from tests.trust.refused_objections import OBJECT, OBJECTIONS
from tests.trust.refused_people import PEOPLE, RENAME, correct
from tests.trust.refused_supporters import SUPPORTERS

pytestmark = pytest.mark.django_db

# Tables of a township whose rows an act replaces. A new line needs a reason an auditor would accept.
MAY_DELETE = {"registry_incomefact": "what a report found is written anew by the next report"}
NEVER_CHANGED = (
    "decisions_hand", "decisions_decision", "cases_finding", "cases_opinion", "cases_complaint", "cases_bureauvisit",
    "cases_appraisal", "cases_delivery", "cases_noticephoto", "cases_announcement", "funds_entry", "funds_posting",
    "funds_payable", "ground_auditentry", "ground_accesslogentry", "figures_publishedfigure", "offices_handoverline",
    "province_rosterimport", "province_rosterline", "province_differenceexplained",
    *MONEY_ADDED,
    "offices_backup",
)  # fmt: skip
PEOPLE_AND_POSTS = ("persons_person", "offices_appointment", "offices_account", "offices_office", "offices_village")

HAND = (
    'INSERT INTO decisions_hand (matter, township, person_id, hand, act, "on")'
    " VALUES (%({matter})s, %(township)s, %({person})s, {hand}, 'by_force', '2026-11-18')"
)
DECIDE = (
    "INSERT INTO decisions_decision (matter, township, round_no, programme, outcome, decided_on, decided_by_id, reason,"
    " clause, amount_fen, members_count, effective_from) SELECT %({matter})s, %(township)s, {round}, 'dibao',"
    " '{outcome}', '2026-11-18', %({by})s, 'x', 'n1.1', {grant} FROM cases_finding f WHERE f.case_id = %(decision)s"
)
COMPLAIN = (
    "INSERT INTO cases_complaint (case_id, township, received_on, entered_on, late_reason, by_name, text)"
    " VALUES (%({case})s, %(township)s, '2026-11-17', '2026-11-17', '', '', 'x')"
)
RELATE = (
    "INSERT INTO registry_nearrelative (household_id, township, name, kin, post, officer_id, registered_on)"
    " SELECT id, township, 'x', 'child', 'x', %(bystander)s, '2026-11-02' FROM registry_household"
    " WHERE matter = %(decision_matter)s"
)
ACTS_FOR = (
    "INSERT INTO registry_agent (household_id, township, name, number, relation, phone, scope, given_on, until, filed,"
    " end_reason, person_id) SELECT id, township, 'x', '', 'x', '', 'apply', '2026-11-02', {}, {}, '', %(bystander)s"
    " FROM registry_household WHERE matter = %(decision_matter)s"
)
ASKS_HELP = (
    "INSERT INTO cases_assistance (case_id, township, number, to_body, about, questions, sent_on, due_on, due_why,"
    " sent_by_id, kept_by_id, answered_by, answer, late_reason) VALUES (%({})s, %(township)s, 'X-1', 'x', 'x', 'x',"
    " '2026-11-18', '{}', 'x', %(handler)s, %(handler)s, '', '', '')"
)
BUREAU = (
    "INSERT INTO cases_bureauvisit (case_id, township, round_no, visited_on, entered_on, late_reason, by_id, companion,"
    " notes) VALUES (%({case})s, %(township)s, 1, '2026-11-17', '2026-11-17', '', %(bystander)s, 'x', 'x')"
)
APPRAISE = (
    "INSERT INTO cases_appraisal (case_id, township, round_no, held_on, entered_on, late_reason, minutes, result,"
    " by_id) VALUES (%({case})s, %(township)s, 1, '2026-11-17', '2026-11-17', '', 'x', 'x', %(bystander)s)"
)


PHOTO = (
    "WITH f AS (INSERT INTO ground_storedfile (digest, kind, size, label, township, matter)"
    " VALUES ('x', 'image/jpeg', 1, 'x', %(township)s, 'x') RETURNING id) INSERT INTO cases_noticephoto (case_id,"
    " township, publication_id, moment, file_id, taken_on, entered_on, late_reason, by_id) SELECT %({case})s,"
    " %(township)s, p.id, '{moment}', f.id, {taken}, '2026-12-20', '', %(handler)s FROM cases_publication p, f"
    " WHERE p.case_id = %({of})s"
)


def photo(moment: str, taken: str, case: str = "published", of: str = "published") -> str:
    """A photo of a notice past the act."""
    return PHOTO.format(moment=moment, taken=taken, case=case, of=of)


def hand(matter: str, person: str, number: int) -> str:
    """A hand laid past the act."""
    return HAND.format(matter=matter, person=person, hand=number)


def decide(matter: str, outcome: str, *, by: str = "leader", round_no: int = 1, **grant: str) -> str:
    """A decision row past the act; a grant says what was found, unless told otherwise."""
    words = {"amount": "f.amount_fen", "members": "f.members_count", "start": "'2026-12-01'::date"} | grant
    given = (
        f"{words['amount']}, {words['members']}, {words['start']}"
        if outcome == "approve" or grant
        else "NULL, NULL, NULL"
    )
    return DECIDE.format(matter=matter, round=round_no, outcome=outcome, by=by, grant=given)


ORDERED = (
    ("received_on", "check_authorised_on"), ("check_authorised_on", "reported_on"), ("reported_on", "reviewed_on"),
    ("received_on", "visited_on"), ("visited_on", "reviewed_on"), ("reviewed_on", "published_on"),
    ("published_on", "decided_on"), ("reviewed_on", "decided_on"),
)  # fmt: skip
DAYS = sorted({day for pair in ORDERED for day in pair} - {"received_on"})
STEPS = ("confirm_check", "check_report", "visit", "opinion", "publish", "decide")
WITHDRAW = "UPDATE cases_case SET state = 'withdrawn', ended_on = '2026-11-18', end_reason = 'x'"
END = "UPDATE cases_case SET state = '{}', ended_on = '2026-11-18', end_reason = 'x' WHERE id = %({})s"


def without(*kept: str) -> str:
    """All days of a round but these emptied."""
    return ", ".join(f"{day} = NULL" for day in DAYS if day not in kept)


THREE_HANDS: tuple[Line, ...] = (
    ("three_hands", (hand("decision_token", "handler", 3),)),
    ("three_hands", (hand("decision_token", "head", 3),)),
    ("three_hands", (hand("received_token", "leader", 3), hand("received_token", "leader", 2))),
    ("hand_is_1_2_or_3", (hand("received_token", "leader", 4),)),
    ("hand_of_the_family", (hand("received_token", "applicant", 1),)),
    ("hand_of_the_family", (copied("cases_caseperson", "case_id = %(received)s", person_id="%(handler)s"),)),
    ("hand_of_a_near_relative",
     ("UPDATE registry_household SET related = true WHERE matter = %(decision_matter)s", RELATE,
      hand("decision_token", "bystander", 1))),
    ("relative_of_a_registered_household", (RELATE,)),
    ("related_household_stays_registered",
     ("UPDATE registry_household SET related = true WHERE matter = %(decision_matter)s",
      "UPDATE registry_household SET related = false WHERE matter = %(decision_matter)s")),
    ("relative_is_named",
     ("UPDATE registry_household SET related = true WHERE matter = %(decision_matter)s", RELATE,
      "UPDATE registry_nearrelative SET name = ''")),
    ("relative_kin_known",
     ("UPDATE registry_household SET related = true WHERE matter = %(decision_matter)s", RELATE,
      "UPDATE registry_nearrelative SET kin = 'cousin'")),
    ("hand_of_the_agent", (ACTS_FOR.format("'2026-12-31'", "true"), hand("decision_token", "bystander", 1))),
    ("agent_has_filed_the_power", (ACTS_FOR.format("'2026-12-31'", "false"),)),
    ("agent_until_after_given", (ACTS_FOR.format("'2026-11-01'", "true"),)),
    ("agent_scope_known",
     (ACTS_FOR.format("'2026-12-31'", "true"), "UPDATE registry_agent SET scope = 'everything'")),
    ("agent_ended_for_a_reason",
     (ACTS_FOR.format("'2026-12-31'", "true"), "UPDATE registry_agent SET ended_on = '2026-11-18'")),
    ("enquiry_handed_in_by_someone",
     ("INSERT INTO cases_enquiry (number, township, village, programme, name, applicant_hash, opened_on, state, draft,"
      " reason, clause, ground)"
      " VALUES ('X-1', %(township)s, '330305001200', 'dibao', 'x', '', '2026-11-18', 'handed_in', '',"
      " '', '', '')",)),
    ("assistance_due_after_sent", (ASKS_HELP.format("decision", "2026-11-17"),)),
    ("assistance_answered_in_full",
     (ASKS_HELP.format("decision", "2026-12-02"), "UPDATE cases_assistance SET answered_on = '2026-11-19'")),
    ("case_has_ended", (ASKS_HELP.format("ended", "2026-12-02"),)),
    ("member_kinship_told",
     ("UPDATE registry_member SET relation = 'other' WHERE person_id = %(applicant)s",)),
    ("consent_scope_known", ("UPDATE registry_consent SET scope = 'everything' WHERE person_id = %(applicant)s",)),
    ("signed_without_its_hand", (decide("decision_token", "refuse"),)),
    ("signed_without_its_hand", (decide("decision_token", "refuse", by="head"),)),
    ("signed_without_its_hand", (copied("cases_opinion", "case_id = %(decision)s", by_id="%(leader)s"),)),
    ("signed_without_its_hand", (copied("registry_homevisit", "matter = %(decision_matter)s", first_id="%(leader)s"),)),
    ("signed_without_its_hand", (copied("registry_homevisit", "matter = %(decision_matter)s", second_id="%(head)s"),)),
    ("signed_without_its_hand",
     ("UPDATE registry_homevisit SET second_id = %(leader)s WHERE matter = %(decision_matter)s",)),
    ("signed_without_its_hand", (BUREAU.format(case="decision"),)),
    ("signed_without_its_hand", (APPRAISE.format(case="decision"),)),
    ("visit_two_investigators",
     (copied("registry_homevisit", "matter = %(decision_matter)s", second_id="x.first_id"),)),
)  # fmt: skip
MILESTONES: tuple[Line, ...] = (
    *((f"round_{first}_before_{second}",
       (f"UPDATE cases_round SET skipped_steps = done_steps, {without(first, second)}, {second} = {first} - 1"
        " WHERE case_id = %(decision)s",)) for first, second in ORDERED),
    *((f"round_{step}_has_its_day",
       (f"UPDATE cases_round SET done_steps = done_steps || '{{{step}}}'::varchar[] WHERE case_id = %(received)s",))
      for step in STEPS),
    ("decision_before_its_steps", ("UPDATE cases_round SET decided_on = '2026-11-18' WHERE case_id = %(received)s",)),
    ("round_demands_never_less",
     ("UPDATE cases_round SET needed_for_decision = '{receive}' WHERE case_id = %(received)s",)),
    ("round_keeps_its_beginning",
     ("UPDATE cases_round SET received_on = received_on - 9 WHERE case_id = %(received)s",)),
    ("round_number_once", (copied("cases_round", "case_id = %(received)s"),)),
    ("check_report_after_request",
     ("UPDATE registry_meanscheck SET reported_on = requested_on - 1 WHERE matter = %(decision_matter)s",)),
    ("visit_signed_after_visit",
     ("UPDATE registry_homevisit SET second_signed_on = visited_on - 1 WHERE matter = %(decision_matter)s",)),
)  # fmt: skip
LEADER = hand("decision_token", "leader", 3)
DECISIONS: tuple[Line, ...] = (
    ("decision_before_its_steps", (hand("received_token", "leader", 3), decide("received_token", "refuse"))),
    ("decision_of_no_open_case", (decide("ended_token", "refuse", round_no=2),)),
    ("decision_of_no_open_case", (decide("nobodys_token", "refuse"),)),
    ("decision_of_no_open_case", (LEADER, decide("decision_token", "refuse", round_no=2))),
    ("grant_against_the_opinion", (hand("refusing_token", "leader", 3), decide("refusing_token", "approve"))),
    ("grant_without_its_publication",
     (copied("cases_opinion", "case_id = %(refusing)s", outcome="'confirm'"),
      hand("refusing_token", "leader", 3), decide("refusing_token", "approve"))),
    ("grant_of_another_amount", (LEADER, decide("decision_token", "approve", amount="f.amount_fen + 1"))),
    ("grant_of_another_amount", (LEADER, decide("decision_token", "approve", members="9"))),
    ("decision_before_an_answer", (OBJECT.format(case="decision"), LEADER, decide("decision_token", "approve"))),
    ("decision_before_the_bureaus_visit",
     (COMPLAIN.format(case="decision"), LEADER, decide("decision_token", "approve"))),
    ("decision_before_the_bureaus_visit",
     ("UPDATE registry_household SET related = true WHERE matter = %(decision_matter)s", LEADER,
      decide("decision_token", "refuse"))),
    ("decision_grant_fields_all_or_none", (LEADER, decide("decision_token", "approve", start="NULL"))),
    ("decision_grant_fields_all_or_none", (LEADER, decide("decision_token", "refuse", amount="1"))),
    ("decision_grant_fields_all_or_none", (LEADER, decide("decision_token", "maybe"))),
    ("decision_once_per_round", (LEADER, decide("decision_token", "refuse"), decide("decision_token", "approve"))),
    ("opinion_without_its_finding",
     (copied("cases_opinion", "case_id = %(decision)s",
             finding_id="(SELECT id FROM cases_finding WHERE case_id = %(refusing)s)"),)),
    ("opinion_outcome_known", (copied("cases_opinion", "case_id = %(decision)s", outcome="'maybe'"),)),
    ("publication_met_an_objection",
     (OBJECT.format(case="published"),
      "UPDATE cases_publication SET closed_on = '2026-11-18', outcome = 'clear' WHERE case_id = %(published)s")),
    ("publication_runs_its_days",
     ("UPDATE cases_publication SET closed_on = last_day, outcome = 'clear' WHERE case_id = %(published)s",)),
    ("publication_closed_iff_outcome",
     ("UPDATE cases_publication SET closed_on = '2026-11-18' WHERE case_id = %(published)s",)),
    ("publication_closed_iff_outcome",
     ("UPDATE cases_publication SET outcome = 'objected' WHERE case_id = %(published)s",)),
    ("publication_ends_after_start",
     ("UPDATE cases_publication SET last_day = first_day - 1 WHERE case_id = %(published)s",)),
)  # fmt: skip
STATES: tuple[Line, ...] = (
    ("case_state_known", ("UPDATE cases_case SET state = 'lost', ended_on = '2026-11-18' WHERE id = %(received)s",)),
    ("case_ended_iff_day", ("UPDATE cases_case SET ended_on = '2026-11-18' WHERE id = %(received)s",)),
    ("case_ended_iff_day",
     ("UPDATE cases_case SET state = 'withdrawn', end_reason = 'x' WHERE id = %(received)s",)),
    ("case_ends_after_start", (f"{WITHDRAW}, ended_on = accepted_on - 1 WHERE id = %(received)s".replace(
        "ended_on = '2026-11-18', ", ""),)),
    ("case_ended_early_for_a_reason",
     ("UPDATE cases_case SET state = 'withdrawn', ended_on = '2026-11-18' WHERE id = %(received)s",)),
    *(("case_ends_by_its_decision", (END.format(state, "decision"),))
      for state in ("granted", "refused", "terminated")),
    ("case_ends_by_its_decision", (LEADER, decide("decision_token", "approve"), END.format("refused", "decision"))),
    ("case_ends_by_its_decision", (LEADER, decide("decision_token", "refuse"), END.format("withdrawn", "decision"))),
    ("case_begins_open", (copied("cases_case", "id = %(received)s", state="'granted'"),)),
    ("case_has_ended", ("UPDATE cases_case SET state = 'open', ended_on = NULL WHERE id = %(ended)s",)),
    ("case_has_ended", ("UPDATE cases_case SET programme = 'tekun' WHERE id = %(ended)s",)),
    *(("case_keeps_its_beginning", (f"UPDATE cases_case SET {change} WHERE id = %(received)s",)) for change in (
        "accepted_on = accepted_on + 9", "number = 'x'", "token = gen_random_uuid()", "applicant_id = %(leader)s")),
    ("case_extended_by_someone_for_a_reason",
     ("UPDATE cases_case SET extended_to = due_on + 5 WHERE id = %(received)s",)),
    ("case_extended_by_someone_for_a_reason",
     ("UPDATE cases_case SET extended_to = due_on + 5, extended_on = '2026-11-18', extended_by_id = %(leader)s"
      " WHERE id = %(received)s",)),
    *(("case_has_ended", (copied(f"cases_{name}", "case_id = %(ended)s"),))
      for name in ("round", "finding", "opinion", "publication")),
    *(("case_has_ended", (hand("ended_token", "bystander", 1), text.format(case="ended")))
      for text in (OBJECT, COMPLAIN, BUREAU, APPRAISE)),
    ("case_has_ended", (photo("end", "p.last_day", "ended", "ended"),)),
    ("photo_of_its_notice", (photo("start", "p.first_day", "decision"),)),
    ("photo_of_its_notice", (photo("start", "p.first_day - 2"),)),
    ("photo_of_its_notice", (photo("end", "p.last_day - 1"),)),
    ("announcement_says_its_decision",
     (copied("cases_announcement", "true", case_id="%(decision)s"),)),
    ("announcement_says_its_decision", (copied("cases_announcement", "true", amount_fen="x.amount_fen + 1"),)),
    ("announcement_says_its_decision", (copied("cases_announcement", "true", effective_from="x.effective_from - 31"),)),
    ("announcement_ends_after_start", (copied("cases_announcement", "true", last_day="x.first_day - 1"),)),
    ("cases_announcement_case_id_key", (copied("cases_announcement", "true"),)),
    ("notice_photo_moment_known", (photo("x", "p.first_day"),)),
    ("notice_photo_entered_after", (photo("end", "'2027-01-01'"),)),
    ("person_as_open_as_the_case", ("UPDATE cases_caseperson SET is_open = false WHERE case_id = %(received)s",)),
    ("person_as_open_as_the_case", ("UPDATE cases_caseperson SET is_open = true WHERE case_id = %(ended)s",)),
    ("one_open_case_per_person_and_family",
     (copied("cases_caseperson", "case_id = %(received)s", case_id="%(decision)s"),)),
    ("task_open_once_per_step", (copied("cases_task", "case_id = %(received)s AND closed_on IS NULL"),)),
    ("task_closed_iff_outcome",
     ("UPDATE cases_task SET closed_on = '2026-11-18' WHERE case_id = %(received)s AND closed_on IS NULL",)),
)  # fmt: skip
# RESTRICT: no key is left pointing at nothing. Deleting is no right of the application at all (see below).
KEPT: tuple[Line, ...] = (
    ("foreign key", ("UPDATE persons_person SET id = id + 1000000 WHERE id = %(leader)s",)),
    ("foreign key", ("UPDATE cases_case SET id = id + 1000000 WHERE id = %(received)s",)),
)
LINES: tuple[Line, ...] = (
    *THREE_HANDS,
    *MILESTONES,
    *DECISIONS,
    *STATES,
    *MESSAGES,
    *OBJECTIONS,
    *MONEY,
    *PEOPLE,
    *SUPPORTERS,
    *KEPT,
)


@pytest.fixture
def keys() -> dict[str, Any]:
    """Cases at every stage, a paid month and a returned payment; what the lines are filled with."""
    build()
    ended = granted(1)
    first = released(prepared())
    returned(first)
    granted(2, wages_fen=45_000)
    at_the_bank(released(prepared()))
    granted(7, wages_fen=50_000)
    prepared(day=5)
    cases = {
        "ended": ended,
        "received": apply(3),
        "decision": to_decision(apply(4)),
        "published": to_publication(apply(5)),
        "refusing": reviewed(to_opinion(apply(6)), "refuse"),
    }
    people = {post: holder(post).person_id for post in ("handler", "social_affairs_head", "leader_in_charge")}
    return {
        **{name: case.pk for name, case in cases.items()},
        **{f"{name}_token": case.token for name, case in cases.items()},
        **{f"{name}_matter": str(case.token) for name, case in cases.items()},
        "nobodys_token": uuid.UUID(int=7),
        "township": BEIAO,
        "handler": people["handler"],
        "head": people["social_affairs_head"],
        "leader": people["leader_in_charge"],
        "bystander": holder("finance_preparer").person_id,
        "applicant": cases["received"].applicant_id,
    }


def answer(keys: dict[str, Any], statements: tuple[str, ...]) -> str:
    """What the database says to the last statement, deferred keys included; empty where it takes it."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements[:-1]:
            cursor.execute(statement, keys)
            assert cursor.rowcount, f"nothing was written: {statement}"
        try:
            with transaction.atomic():
                cursor.execute(statements[-1], keys)
                assert cursor.rowcount, f"nothing was tried: {statements[-1]}"
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except DatabaseError as error:
            return str(error)
        finally:
            transaction.set_rollback(True)
    return ""


LAWFUL: tuple[tuple[str, ...], ...] = (
    (LEADER,),
    (LEADER, decide("decision_token", "approve")),
    (LEADER, decide("decision_token", "refuse")),
    (hand("refusing_token", "leader", 3), decide("refusing_token", "refuse")),
    (f"{WITHDRAW} WHERE id = %(received)s",
     "UPDATE cases_caseperson SET is_open = false WHERE case_id = %(received)s"),
    (OBJECT.format(case="published"),),
    (COMPLAIN.format(case="received"),),
    (COMPLAIN.format(case="decision"), hand("decision_token", "bystander", 1), BUREAU.format(case="decision"), LEADER,
     decide("decision_token", "approve")),
    (copied("cases_opinion", "case_id = %(decision)s"),),
    (copied("cases_finding", "case_id = %(decision)s"),),
    (photo("start", "p.first_day - 1"), photo("end", "p.last_day")),
    (mirror("x"),),
    ("UPDATE entitlements_entitlement SET span = daterange(lower(span), lower(span) + 31)",),
    (UNANSWERED, STOPPED, bank_says("unknown"), settled_by("failed"), PROVED),
    (settled_by("paid", day="'2026-11-05'"),),
    (correct(), RENAME.format("改名")),
    ("UPDATE cases_publication SET closed_on = '2026-11-18', outcome = 'clear' WHERE case_id = %(published)s",),
)  # fmt: skip


def test_every_rule_is_refused_by_its_name_and_the_lawful_taken(keys: dict[str, Any]) -> None:
    """The lawful statements are the same without the wrong word: the others are refused for what they say."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
    answers = [(rule, statements, answer(keys, statements)) for rule, statements in LINES]
    assert [(rule, statements[-1], said) for rule, statements, said in answers if rule not in said] == []
    assert [(statements[-1], said) for statements in LAWFUL if (said := answer(keys, statements))] == []


def test_rows_that_are_only_added_and_rows_that_are_never_taken_away() -> None:
    with connection.cursor() as cursor:
        tables = {*guarded_tables(cursor), *PEOPLE_AND_POSTS, *NEVER_CHANGED}
        cursor.execute(
            "SELECT t, has_table_privilege(t, 'DELETE'), has_table_privilege(t, 'TRUNCATE'),"
            " has_table_privilege(t, 'UPDATE') FROM unnest(%s::text[]) t",
            [sorted(tables)],
        )
        rights = {table: right for table, *right in cursor.fetchall()}
    assert {table for table, (delete, _, _) in rights.items() if delete} == set(MAY_DELETE)
    assert not [table for table, (_, truncate, _) in rights.items() if truncate]
    assert [table for table in NEVER_CHANGED if rights[table][2]] == []
