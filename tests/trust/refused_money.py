"""What the books, runs and payments refuse to raw SQL (L1–L9 of trust.md); tried by test_database_refuses.py."""

from tests.trust.raw import Line, copied

MONEY_ADDED = ("payments_bankanswer", "payments_unknowndecided", "payments_changeexplained")  # never changed

# The books past their act. A reversal points at the entry that a month's money was owed with.
OWED = "(SELECT max(id) FROM funds_entry WHERE kind = 'owe' AND township = %(township)s)"
LAST_OWED = "(SELECT max(id) FROM funds_payable)"
ENTER = (
    'WITH more AS (INSERT INTO funds_entry (key, "on", kind, township, memo, reverses_id)'
    " VALUES ('{key}', '2026-11-18', 'x', %(township)s, '', {reverses}) RETURNING id)"
    " INSERT INTO funds_posting (entry_id, account_id, township, fen)"
)
RELEASE = (
    "UPDATE payments_run SET state = 'released', released_by_id = %(leader)s, released_on = prepared_on"
    " WHERE state = 'prepared'"
)


# A payment without an outcome: the file without an answer, stopped, asked about, decided.
UNANSWERED = "UPDATE payments_bankfile SET state = 'unknown' WHERE state = 'accepted'"
STOPPED = (
    "UPDATE payments_bankfile SET state = 'stopped', stopped_on = '2026-11-18',"
    " stopped_after = (SELECT coalesce(max(id), 0) FROM payments_bankanswer) WHERE state = 'unknown'"
)
PROVED = "UPDATE payments_order SET state = 'failed', settled_on = '2026-11-18' WHERE state = 'sent'"


def bank_says(status: str) -> str:
    """An answer about the orders at the bank."""
    return (
        "INSERT INTO payments_bankanswer (order_id, township, asked_on, status, reason)"
        f" SELECT id, township, '2026-11-18', '{status}', '' FROM payments_order WHERE state = 'sent'"
    )


def settled_by(outcome: str, *, by: str = "leader", day: str = "NULL", state: str = "sent") -> str:
    """A decision past the act."""
    return (
        'INSERT INTO payments_unknowndecided (order_id, township, outcome, paid_on, reason, "on", by_id)'
        f" SELECT id, township, '{outcome}', {day}, 'x', '2026-11-18', %({by})s FROM payments_order"
        f" WHERE state = '{state}'"
    )


def booked(
    debit: str, credit: str, *, entry: str = "more.id", township: str = "a.township", reverses: str = "NULL"
) -> str:
    """An entry of more money than any township has, by raw postings."""
    return (
        f"{ENTER.format(key='x', reverses=reverses)} SELECT {entry}, a.id, {township},"
        f" CASE a.kind WHEN '{credit}' THEN -900000000000 ELSE 900000000000 END FROM more, funds_fundaccount a"
        f" WHERE a.township = %(township)s AND a.kind IN ('{debit}', '{credit}')"
    )


def mirror(key: str) -> str:
    """A reversal as the act writes it."""
    return (
        f"{ENTER.format(key=key, reverses=OWED)} SELECT more.id, p.account_id, p.township, -p.fen"
        f" FROM more, funds_posting p WHERE p.entry_id = {OWED}"
    )


MONEY: tuple[Line, ...] = (
    ("entitlement_says_its_decision", ("UPDATE entitlements_entitlement SET recipient_id = %(leader)s",)),
    *(("entitlement_says_its_decision",
       (copied("entitlements_entitlement", "true", matter="gen_random_uuid()", decision_id="0", **changes),))
      for changes in ({}, {"amount_fen": "x.amount_fen + 1"}, {"span": "'[2026-01-01,)'"})),
    ("entitlement_span_not_empty", ("UPDATE entitlements_entitlement SET span = 'empty'",)),
    ("entitlement_amount_positive", ("UPDATE entitlements_entitlement SET amount_fen = 0",)),
    ("entitled_span_not_empty", ("UPDATE entitlements_entitledperson SET span = 'empty'",)),
    ("one_entitlement_per_person_and_family",
     (copied("entitlements_entitledperson", "true", span="'[2027-01-01,2027-02-01)'"),)),
    *(("entitlement_kept_as_granted", (f"UPDATE entitlements_entitlement SET {change}",)) for change in (
        "amount_fen = amount_fen + 1", "span = daterange(lower(span) + 31, NULL)", "members_count = 9",
        "lines = '[]'", "household_id_value = 1")),
    ("entitlement_used_is_kept",
     (copied("funds_payable", "true", month="'2026-12-01'"),
      "UPDATE entitlements_entitlement SET span = daterange(lower(span), lower(span) + 1)")),
    *(("entitled_person_kept_as_granted", (f"UPDATE entitlements_entitledperson SET {change}",)) for change in (
        "person_id = %(head)s WHERE id = (SELECT min(id) FROM entitlements_entitledperson)", "family = 'x'",
        "span = daterange(lower(span) + 31, NULL)")),
    ("entry_not_balanced", (copied("funds_posting", "true"),)),
    ("entry_without_postings",
     ("INSERT INTO funds_entry (key, \"on\", kind, township, memo)"
      " VALUES ('x', '2026-11-18', 'x', %(township)s, '')",)),
    ("entry_never_changes", (booked("expense", "payable", entry=OWED),)),
    ("posting_of_another_township", (booked("expense", "payable", township="'330305002'"),)),
    *((f"{wrong}_below_zero", (booked(debit, credit),)) for wrong, debit, credit in (
        ("cash", "expense", "cash"), ("transit", "expense", "transit"), ("expense", "transit", "expense"),
        ("source", "source", "payable"), ("payable", "payable", "source"))),
    ("reversal_mirrors_its_original", (booked("expense", "payable", reverses=OWED),)),
    ("funds_entry_reverses_id", (mirror("x"), mirror("y"))),
    ("payable_not_booked", (copied("funds_payable", "true", month="'2027-03-01'"),)),
    ("posting_not_zero", (copied("funds_posting", "true", fen="0"),)),
    ("payable_once_per_unit_and_month", (copied("funds_payable", "true"),)),
    ("payable_month_is_a_first", (copied("funds_payable", "true", month="x.month + 1"),)),
    ("payable_amount_positive", (copied("funds_payable", "true", amount_fen="0", reason="'arrears'"),)),
    ("owed_by_no_entitlement", (copied("funds_payable", "true", month="'2026-09-01'"),)),
    ("owed_by_no_entitlement", (copied("funds_payable", "true", month="'2027-03-01'", amount_fen="1"),)),
    ("owed_by_no_entitlement", (copied("funds_payable", "true", month="'2027-03-01'", matter="%(received_token)s"),)),
    ("run_released_by_another",
     ("UPDATE payments_run SET state = 'released', released_by_id = prepared_by_id, released_on = prepared_on"
      " WHERE state = 'prepared'",)),
    ("run_release_fields_all_or_none",
     ("UPDATE payments_run SET released_by_id = %(leader)s WHERE state = 'prepared'",)),
    ("run_state_needs_release", ("UPDATE payments_run SET state = 'released' WHERE state = 'prepared'",)),
    ("run_once_a_month", (copied("payments_run", "true", number="'x'"),)),
    ("order_one_open_per_payable",
     (copied("payments_order", "state = 'paid'", key="'x'", attempt="9", sequence="99", state="'prepared'",
             settled_on="NULL"),)),
    ("order_once_per_attempt",
     (copied("payments_order", "state = 'paid'", key="'x'", sequence="99", state="'failed'"),)),
    ("order_settled_iff_day", ("UPDATE payments_order SET settled_on = NULL WHERE state = 'paid'",)),
    ("order_amount_positive", ("UPDATE payments_order SET amount_fen = 0",)),
    ("run_goes_its_way", ("UPDATE payments_run SET state = 'accepted' WHERE state = 'closed'",)),
    ("run_goes_its_way", (copied("payments_run", "state = 'closed'", number="'x'", sequence="99"),)),
    *(("run_keeps_its_beginning", (f"UPDATE payments_run SET {change} WHERE state = 'closed'",)) for change in (
        "sum_fen = sum_fen + 1", "hash_total = 'x'", "month = '2026-12-01'", "released_by_id = %(leader)s")),
    ("run_adds_up", (copied("payments_run", "state = 'prepared'", number="'x'", sequence="99"),)),
    ("run_state_of_its_orders", ("UPDATE payments_run SET state = 'cancelled' WHERE state = 'prepared'",)),
    ("run_state_of_its_orders", ("UPDATE payments_run SET state = 'closed' WHERE state = 'accepted'",)),
    ("run_state_of_its_orders", (RELEASE,)),
    ("release_not_booked", (RELEASE, "UPDATE payments_order SET state = 'sent' WHERE state = 'prepared'")),
    ("order_pays_its_payable",
     (copied("funds_payable", "true", month="'2027-03-01'"),
      copied("payments_order", "state = 'prepared'", key="'x'", sequence="99", payable_id=LAST_OWED))),
    ("order_after_proof",
     (copied("funds_payable", "true", reason="'arrears'"),
      copied("payments_order", "state = 'prepared'", sequence="99", payable_id=LAST_OWED, attempt="2",
             key=f"'p' || {LAST_OWED} || '-2'",
             amount_fen=f"(SELECT amount_fen FROM funds_payable WHERE id = {LAST_OWED})"))),
    *(("order_goes_its_way", (f"UPDATE payments_order SET state = '{to}' WHERE state = '{of}'",)) for of, to in (
        ("prepared", "cancelled"), ("prepared", "sent"), ("paid", "failed"), ("sent", "cancelled"))),
    *(("order_settled_by_proof",
       (f"UPDATE payments_order SET state = '{to}', settled_on = '2026-11-18' WHERE state = 'sent'",))
      for to in ("paid", "failed")),
    *(("order_keeps_its_beginning", (f"UPDATE payments_order SET {change} WHERE state = 'paid'",)) for change in (
        "amount_fen = amount_fen + 1", "payee_name = 'x'", "attempt = 9", "settled_on = settled_on + 1")),
    ("bank_file_of_its_run",
     (copied("payments_bankfile", "true", key="'x'",
             run_id="(SELECT id FROM payments_run WHERE state = 'prepared')"),)),
    *(("bank_file_keeps_its_bytes", (f"UPDATE payments_bankfile SET {change}",)) for change in (
        "digest = 'x'", "key = key || 'x'", "sum_fen = 1", "file_no = 'x'")),
    ("bank_file_goes_its_way", ("UPDATE payments_bankfile SET state = 'unknown' WHERE state = 'returned'",)),
    ("bank_file_returned_by_the_bank", ("UPDATE payments_bankfile SET state = 'returned' WHERE state = 'accepted'",)),
    ("unknown_decided_by_a_second_person", (settled_by("failed", by="bystander"),)),
    ("unknown_decided_while_open", (settled_by("failed", state="paid"),)),
    *(("unknown_decided_against_the_bank", lines) for lines in (
        (UNANSWERED, settled_by("failed")),
        (UNANSWERED, STOPPED, settled_by("failed")),
        (UNANSWERED, bank_says("unknown"), STOPPED, settled_by("failed")),
        (UNANSWERED, settled_by("paid", day="'2026-11-05'")),
        (bank_says("pending"), settled_by("failed")),
        (bank_says("unknown"), settled_by("paid", day="'2026-11-05'")),
        (settled_by("paid", day="'2026-11-01'"),))),
    ("unknown_decided_paid_iff_day", (settled_by("paid"),)),
    ("change_explained_by_a_second_person",
     ('INSERT INTO payments_changeexplained (township, programme, month, matter, kind, reason, clause, "on", by_id)'
      " SELECT township, programme, month, gen_random_uuid(), 'new', 'x', 'n8.2', '2026-11-18', prepared_by_id"
      " FROM payments_run WHERE state = 'prepared'",)),
    ("bank_answer_paid_iff_day", (bank_says("paid"),)),
    ("bank_file_stops_once", (STOPPED.replace("'unknown'", "'accepted'"),)),
    ("bank_file_stops_once",
     (UNANSWERED, STOPPED,
      "UPDATE payments_bankfile SET state = 'accepted', stopped_on = NULL, stopped_after = NULL"
      " WHERE state = 'stopped'")),
    ("bank_file_stopped_iff_day",
     (UNANSWERED, "UPDATE payments_bankfile SET state = 'stopped' WHERE state = 'unknown'")),
)  # fmt: skip
