"""What the database refuses about accounts and about names and numbers of people; lines of test_database_refuses."""

from tests.trust.raw import Line, copied

RESET = (
    "INSERT INTO offices_passwordreset (account_id, person_id, epoch, reason, proposed_on, proposed_by_id, state,"
    " closed_on, closed_by_id, why) SELECT id, {owner}, epoch, 'x', '2026-11-02', {by}, '{state}', {closed}, ''"
    " FROM offices_account WHERE person_id = %(handler)s"
)
SET_ANEW = (
    "UPDATE offices_account SET password = 'x', must_change = {must}, epoch = epoch + {more}, set_on = '2026-11-02',"
    " set_by_id = {by} WHERE person_id = %(handler)s"
)


def reset(state: str = "released", closed: str = "'2026-11-02', %(leader)s", **words: str) -> str:
    """A reset of the handler's password past its acts."""
    return RESET.format(**({"state": state, "closed": closed, "by": "%(head)s", "owner": "person_id"} | words))


def set_anew(by: str = "%(leader)s", more: int = 1, must: str = "true") -> str:
    """Another password of the handler's past its act."""
    return SET_ANEW.format(by=by, more=more, must=must)


RESET_WAITS = reset("waiting", "NULL, NULL")
ONLY_SO = "password_only_by_owner_or_reset"


def opened_account(of: str) -> str:
    """A further account of somebody, opened by the head with a password."""
    given = {"username": "'x'", "opened_by_id": "%(head)s", "set_on": "'2026-11-02'"}
    return copied("offices_account", f"x.person_id = %({of})s", **given)


ACCOUNTS: tuple[Line, ...] = (
    (ONLY_SO, (set_anew(),)),
    (ONLY_SO, (set_anew(by="NULL"),)),
    (ONLY_SO, (RESET_WAITS, set_anew())),
    (ONLY_SO, (reset(), set_anew(by="%(head)s"))),
    (ONLY_SO, (reset(), set_anew(more=0))),
    (ONLY_SO, (reset(), set_anew(), set_anew().replace("'x'", "'y'"))),
    ("reset_by_two_people", (reset(closed="'2026-11-02', %(head)s"),)),
    ("reset_not_by_its_owner", (reset(closed="'2026-11-02', %(handler)s"),)),
    ("reset_not_by_its_owner", (reset("waiting", "NULL, NULL", by="%(handler)s"),)),
    ("reset_of_its_owner", (reset(owner="%(head)s", by="%(leader)s", closed="'2026-11-02', %(handler)s"),)),
    ("reset_closed_iff_by_somebody", (reset(closed="NULL, NULL"),)),
    ("reset_state_known", (reset("done"),)),
    ("reset_one_waiting", (RESET_WAITS, RESET_WAITS)),
    ("reset_good_for_one_password", (reset(), reset())),
    ("only ever added", (reset(), "UPDATE offices_passwordreset SET state = 'waiting'")),
    ("only ever added", (RESET_WAITS, "UPDATE offices_passwordreset SET reason = 'y'")),
    ("account_first_password_is_changed",
     ("UPDATE offices_account SET set_on = '2026-11-02', set_by_id = %(leader)s WHERE person_id = %(handler)s",)),
    ("account_password_set_on_a_day",
     ("UPDATE offices_account SET must_change = true, set_by_id = %(leader)s WHERE person_id = %(handler)s",)),
    ("account_that_lets_through_by_two_people", (opened_account("leader"),)),
    ("post_that_lets_through_by_two_people",
     (opened_account("handler"), copied("offices_appointment", "x.person_id = %(leader)s", person_id="%(handler)s"))),
    ("only ever added", ("UPDATE offices_account SET opened_by_id = %(leader)s WHERE person_id = %(handler)s",)),
    ("offices_account_username_key", (copied("offices_account", "person_id = %(handler)s"),)),
)  # fmt: skip
CORRECT = (
    "INSERT INTO persons_identitycorrection (person_id, township, matter, old_name, old_number, old_hash, new_name,"
    " new_number, new_hash, paper, reason, proposed_on, proposed_by_id, state, closed_on, closed_by_id, why)"
    " SELECT id, %(township)s, 'x', name, id_number, id_hash, {name}, id_number, id_hash, 'x', 'x', '2026-11-02',"
    " %(handler)s, '{state}', {closed}, '' FROM persons_person WHERE id = %(applicant)s"
)
RENAME = "UPDATE persons_person SET name = '{}' WHERE id = %(applicant)s"


def correct(state: str = "confirmed", closed: str = "'2026-11-03', %(head)s", name: str = "'改名'") -> str:
    """A correction past its acts."""
    return CORRECT.format(state=state, closed=closed, name=name)


UNCLOSE = "UPDATE persons_identitycorrection SET state = 'waiting', closed_on = NULL, closed_by_id = NULL"
WAITS = correct("waiting", "NULL, NULL")
IDENTITY: tuple[Line, ...] = (
    ("identity_only_by_correction", (RENAME.format("改名"),)),
    ("identity_only_by_correction", ("UPDATE persons_person SET id_hash = 'x' WHERE id = %(applicant)s",)),
    ("identity_only_by_correction", (WAITS, RENAME.format("改名"))),
    ("identity_only_by_correction", (correct(), RENAME.format("另一个名"))),
    ("identity_by_two_people", (correct(closed="'2026-11-03', %(handler)s"),)),
    ("identity_closed_iff_by_somebody", (correct(closed="NULL, NULL"),)),
    ("identity_state_known", (correct("done"),)),
    ("identity_changes_something", (correct(name="name"),)),
    ("identity_one_waiting", (WAITS, correct("waiting", "NULL, NULL", "'又改'"))),
    ("only ever added", (correct(), UNCLOSE)),
    ("only ever added", (WAITS, "UPDATE persons_identitycorrection SET new_name = 'x'")),
)  # fmt: skip

SAME = (
    "INSERT INTO persons_sameperson (person_id, kept_id, paper, reason, proposed_on, proposed_by_id, state, closed_on,"
    " closed_by_id, why) VALUES (%(bystander)s, {kept}, 'x', 'x', '2026-11-02', {by}, '{state}', {closed}, '')"
)
JOIN = "UPDATE persons_person SET joined_to_id = {} WHERE id = {}"
JOINED = JOIN.format("%(leader)s", "%(bystander)s")


def same(state: str = "confirmed", closed: str = "'2026-11-03', %(head)s", **words: str) -> str:
    """Two records joined past the acts: the bystander's into the leader's."""
    return SAME.format(**({"state": state, "closed": closed, "kept": "%(leader)s", "by": "%(handler)s"} | words))


SAME_WAITS = same("waiting", "NULL, NULL")
FURTHER = same(kept="%(applicant)s").replace("(%(bystander)s", "(%(leader)s", 1)
MADE_JOINED = copied("persons_person", "x.id = %(bystander)s", joined_to_id="x.id", id_hash="'x'")
ONE_HAND = (
    'INSERT INTO decisions_hand (matter, township, person_id, hand, act, "on")'
    " VALUES (%(nobodys_token)s, %(township)s, {}, {}, 'by_force', '2026-11-18')"
)
APPLIES = (
    "INSERT INTO cases_caseperson (case_id, township, person_id, family, is_open)"
    " VALUES ({}, %(township)s, %(bystander)s, '基本生活', {})"
)
RECORDS: tuple[Line, ...] = (
    ("joined_only_by_two_people", (JOINED,)),
    ("joined_only_by_two_people", (SAME_WAITS, JOINED)),
    ("joined_only_by_two_people", (same(), JOIN.format("%(head)s", "%(bystander)s"))),
    ("joined_only_by_two_people", (MADE_JOINED,)),
    ("joined_one_step_deep", (same(), JOINED, FURTHER, JOIN.format("%(applicant)s", "%(leader)s"))),
    ("joined_only_by_two_people", (same(), JOINED, JOIN.format("NULL", "%(bystander)s"))),
    ("same_by_two_people", (same(closed="'2026-11-03', %(handler)s"),)),
    ("same_not_about_oneself", (same(closed="'2026-11-03', %(leader)s"),)),
    ("same_not_about_oneself", (same("waiting", "NULL, NULL", by="%(bystander)s"),)),
    ("same_two_records", (same(kept="%(bystander)s"),)),
    ("same_closed_iff_by_somebody", (same(closed="NULL, NULL"),)),
    ("same_state_known", (same("done"),)),
    ("same_one_waiting", (SAME_WAITS, SAME_WAITS)),
    ("only ever added", (same(), "UPDATE persons_sameperson SET state = 'waiting'")),
    ("only ever added", (SAME_WAITS, "UPDATE persons_sameperson SET paper = 'y'")),
    ("three_hands_of_one_natural_person",
     (same(), JOINED, ONE_HAND.format("%(leader)s", 3), ONE_HAND.format("%(bystander)s", 1))),
    ("one_open_case_of_one_natural_person", (same(kept="%(applicant)s"), JOIN.format("%(applicant)s", "%(bystander)s"),
     APPLIES.format("%(ended)s", "true"))),
    ("one_open_case_of_one_natural_person", (same(kept="%(applicant)s"), JOIN.format("%(applicant)s", "%(bystander)s"),
     APPLIES.format("%(ended)s", "false"),
     "UPDATE cases_caseperson SET is_open = true WHERE person_id = %(bystander)s")),
)  # fmt: skip

YEAR = (
    "INSERT INTO figures_calendaryear (year, days_off, workdays, document, document_on, source, proposed_on,"
    " proposed_by_id, state, closed_on, closed_by_id, reason) VALUES (2027, '{{}}', '{{}}', 'x', '2026-11-02', 'x',"
    " '2026-11-02', %(handler)s, '{state}', {closed}, '')"
)


def year(state: str = "published", closed: str = "'2026-11-03', %(head)s") -> str:
    """A calendar year past its acts."""
    return YEAR.format(state=state, closed=closed)


YEAR_WAITS = year("waiting", "NULL, NULL")
YEARS: tuple[Line, ...] = (
    ("year_by_two_people", (year(closed="'2026-11-03', %(handler)s"),)),
    ("year_closed_iff_by_somebody", (year(closed="NULL, NULL"),)),
    ("year_state_known", (year("done"),)),
    ("year_one_waiting", (YEAR_WAITS, YEAR_WAITS)),
    ("year_published_once", (year(), year())),
    ("only ever added", (year(), "UPDATE figures_calendaryear SET days_off = '{}'")),
    ("only ever added", (YEAR_WAITS, "UPDATE figures_calendaryear SET year = 2028")),
)  # fmt: skip

PARTNER = (
    "INSERT INTO sharing_partnerkey (client, organisation, system, purpose, agreement, kind, public_key, secret_hash,"
    " effective_from, effective_to, proposed_on, proposed_by_id, state, issued_on, issued_by_id, ended_on, ended_by_id,"
    " reason) VALUES ('x', 'x', 'x', 'x', 'x', '{kind}', '', '{secret}', '2026-11-02', '{to}', '2026-11-02',"
    " %(handler)s, '{state}', {issued}, {ended}, '')"
)


def partner(**words: str) -> str:
    """A partner's key past its acts."""
    given = {"kind": "secret", "secret": "x", "to": "2027-11-02", "state": "issued", "issued": "'2026-11-03', %(head)s"}
    return PARTNER.format(**(given | {"ended": "NULL, NULL"} | words))


PARTNER_WAITS = partner(state="waiting", secret="", issued="NULL, NULL")
PARTNERS: tuple[Line, ...] = (
    ("partner_by_two_people", (partner(issued="'2026-11-03', %(handler)s"),)),
    ("partner_issued_iff_by_somebody", (partner(issued="NULL, NULL"),)),
    ("partner_ended_iff_by_somebody", (partner(state="revoked"),)),
    ("partner_one_kind_of_key", (partner(secret=""),)),
    ("partner_kind_known", (partner(kind="magic"),)),
    ("violates check constraint", (partner(state="done"),)),
    ("partner_span_not_empty", (partner(to="2026-11-02"),)),
    ("partner_one_live_key", (PARTNER_WAITS, partner())),
    ("only ever added", (partner(), "UPDATE sharing_partnerkey SET secret_hash = 'y'")),
    ("only ever added", (PARTNER_WAITS, "UPDATE sharing_partnerkey SET purpose = 'y'")),
)  # fmt: skip
PEOPLE: tuple[Line, ...] = (*ACCOUNTS, *IDENTITY, *RECORDS, *YEARS, *PARTNERS)
