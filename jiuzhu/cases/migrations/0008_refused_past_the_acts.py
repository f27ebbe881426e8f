"""What the acts refuse, the database refuses too: signatures, the family, readiness, endings, and rows that go missing.

Each rule has its name in the error and a line in tests/trust/test_database_refuses.py.
"""

from django.conf import settings
from django.db import migrations, models

from jiuzhu.ground import roles

# Who signed an opinion, a visit or an appraisal stands in that hand (n1.1).
SIGNATURES = """
CREATE TRIGGER cases_opinion_signed BEFORE INSERT ON cases_opinion
  FOR EACH ROW EXECUTE FUNCTION decisions_signed_by_their_hand('2', 'by_id');
CREATE TRIGGER cases_appraisal_signed BEFORE INSERT ON cases_appraisal
  FOR EACH ROW EXECUTE FUNCTION decisions_signed_by_their_hand('1', 'by_id');
CREATE TRIGGER cases_bureauvisit_signed BEFORE INSERT ON cases_bureauvisit
  FOR EACH ROW EXECUTE FUNCTION decisions_signed_by_their_hand('1', 'by_id');
CREATE TRIGGER registry_homevisit_signed BEFORE INSERT OR UPDATE OF first_id, second_id ON registry_homevisit
  FOR EACH ROW EXECUTE FUNCTION decisions_signed_by_their_hand('1', 'first_id', 'second_id');
"""
UNSIGN = """
DROP TRIGGER cases_opinion_signed ON cases_opinion; DROP TRIGGER cases_appraisal_signed ON cases_appraisal;
DROP TRIGGER cases_bureauvisit_signed ON cases_bureauvisit; DROP TRIGGER registry_homevisit_signed ON registry_homevisit;
"""

# A member of the family lays no hand on its matter, whichever row comes first (n4.2, 57.11).
FAMILY = """
CREATE FUNCTION cases_no_hand_of_the_family() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'decisions_hand' THEN
    IF EXISTS (SELECT 1 FROM cases_caseperson p JOIN cases_case c ON c.id = p.case_id
               WHERE c.token = NEW.matter AND p.person_id = NEW.person_id) THEN
      RAISE EXCEPTION 'hand_of_the_family' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF EXISTS (SELECT 1 FROM decisions_hand h JOIN cases_case c ON c.token = h.matter
                WHERE c.id = NEW.case_id AND h.person_id = NEW.person_id) THEN
    RAISE EXCEPTION 'hand_of_the_family' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decisions_hand_no_family BEFORE INSERT ON decisions_hand
  FOR EACH ROW EXECUTE FUNCTION cases_no_hand_of_the_family();
CREATE TRIGGER cases_caseperson_no_hand BEFORE INSERT OR UPDATE OF person_id, case_id ON cases_caseperson
  FOR EACH ROW EXECUTE FUNCTION cases_no_hand_of_the_family();
"""

# What the pinned version demands is copied into the round when it opens and never gets less; a round of an ended case
# is closed like the case.
ROUND = """
CREATE FUNCTION cases_round_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NOT OLD.needed_for_decision <@ NEW.needed_for_decision THEN
      RAISE EXCEPTION 'round_demands_never_less' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.case_id, NEW.number, NEW.received_on) IS DISTINCT FROM (OLD.case_id, OLD.number, OLD.received_on) THEN
      RAISE EXCEPTION 'round_keeps_its_beginning' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_round_stays BEFORE UPDATE ON cases_round FOR EACH ROW EXECUTE FUNCTION cases_round_stays();
"""

OPEN_ONLY = """
CREATE FUNCTION cases_only_while_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id AND c.state <> 'open') THEN
    RAISE EXCEPTION 'case_has_ended' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""
WHILE_OPEN = ("round", "finding", "opinion", "publication", "objection", "appraisal", "bureauvisit", "complaint")

OPINION = """
CREATE FUNCTION cases_opinion_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found cases_finding;
BEGIN
  SELECT * INTO found FROM cases_finding WHERE id = NEW.finding_id;
  IF found.case_id <> NEW.case_id OR (NEW.outcome = 'confirm' AND NOT found.eligible) THEN
    RAISE EXCEPTION 'opinion_without_its_finding' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_opinion_fits BEFORE INSERT ON cases_opinion FOR EACH ROW EXECUTE FUNCTION cases_opinion_fits();
"""

# A notice that met an objection does not end as clear (57.19).
PUBLICATION = """
CREATE FUNCTION cases_publication_clear() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.outcome = 'clear' AND EXISTS (SELECT 1 FROM cases_objection o WHERE o.publication_id = NEW.id) THEN
    RAISE EXCEPTION 'publication_met_an_objection' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_publication_clear BEFORE INSERT OR UPDATE ON cases_publication
  FOR EACH ROW EXECUTE FUNCTION cases_publication_clear();
"""

# A decision stands on a case whose round has done what its version demands; a grant on a confirming opinion, a notice
# that ended clear where one is demanded, the bureau's visit where one is due, answers to who objected by name, and it
# says the amount that was found.
DECISION = """
CREATE FUNCTION cases_decision_is_ready() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  matter_case cases_case;
  matter_round cases_round;
  said cases_opinion;
  found cases_finding;
BEGIN
  SELECT * INTO matter_case FROM cases_case WHERE token = NEW.matter;
  SELECT * INTO matter_round FROM cases_round WHERE case_id = matter_case.id ORDER BY number DESC LIMIT 1;
  IF matter_case.state IS DISTINCT FROM 'open' OR matter_round.number IS DISTINCT FROM NEW.round_no
     OR matter_case.programme <> NEW.programme THEN
    RAISE EXCEPTION 'decision_of_no_open_case' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT matter_round.needed_for_decision <@ matter_round.done_steps THEN
    RAISE EXCEPTION 'decision_before_its_steps' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM cases_objection o WHERE o.case_id = matter_case.id AND o.named AND o.answered_on IS NULL)
  THEN
    RAISE EXCEPTION 'decision_before_an_answer' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM cases_complaint k WHERE k.case_id = matter_case.id) OR EXISTS (
       SELECT 1 FROM registry_household h WHERE h.id = matter_case.household_id AND h.relative_of_officer <> '') THEN
    IF NOT EXISTS (
      SELECT 1 FROM cases_bureauvisit v WHERE v.case_id = matter_case.id AND v.visited_on >= coalesce(
        (SELECT max(k.received_on) FROM cases_complaint k WHERE k.case_id = matter_case.id), matter_case.accepted_on))
    THEN
      RAISE EXCEPTION 'decision_before_the_bureaus_visit' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  IF NEW.outcome = 'approve' THEN
    SELECT * INTO said FROM cases_opinion WHERE case_id = matter_case.id ORDER BY id DESC LIMIT 1;
    SELECT * INTO found FROM cases_finding WHERE id = said.finding_id;
    IF said.outcome IS DISTINCT FROM 'confirm' THEN
      RAISE EXCEPTION 'grant_against_the_opinion' USING ERRCODE = 'check_violation';
    END IF;
    IF 'publication_end' = ANY (matter_round.needed_for_decision) AND 'clear' IS DISTINCT FROM (
         SELECT p.outcome FROM cases_publication p WHERE p.case_id = matter_case.id ORDER BY p.id DESC LIMIT 1) THEN
      RAISE EXCEPTION 'grant_without_its_publication' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.amount_fen, NEW.members_count) IS DISTINCT FROM (found.amount_fen, found.members_count) THEN
      RAISE EXCEPTION 'grant_of_another_amount' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decisions_decision_is_ready BEFORE INSERT ON decisions_decision
  FOR EACH ROW EXECUTE FUNCTION cases_decision_is_ready();
"""

# A case begins open, keeps what it began with, ends by its decision and never opens again.
ENDING = """
CREATE FUNCTION cases_case_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decided text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'open' THEN
      RAISE EXCEPTION 'case_begins_open' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.token, NEW.number, NEW.accepted_on, NEW.household_id, NEW.applicant_id) IS DISTINCT FROM
     (OLD.token, OLD.number, OLD.accepted_on, OLD.household_id, OLD.applicant_id) THEN
    RAISE EXCEPTION 'case_keeps_its_beginning' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state <> 'open' AND (NEW.state, NEW.ended_on, NEW.programme, NEW.procedure, NEW.procedure_digest) IS DISTINCT
     FROM (OLD.state, OLD.ended_on, OLD.programme, OLD.procedure, OLD.procedure_digest) THEN
    RAISE EXCEPTION 'case_has_ended' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state <> OLD.state THEN
    SELECT outcome INTO decided FROM decisions_decision WHERE matter = NEW.token ORDER BY id DESC LIMIT 1;
    IF (NEW.state = 'granted' AND decided IS DISTINCT FROM 'approve')
       OR (NEW.state = 'refused' AND decided IS DISTINCT FROM 'refuse')
       OR (NEW.state = 'withdrawn' AND decided IS NOT NULL)
       OR (NEW.state = 'terminated' AND (decided IS NOT NULL OR NOT EXISTS (
             SELECT 1 FROM decisions_hand h WHERE h.matter = NEW.token AND h.hand = 3))) THEN
      RAISE EXCEPTION 'case_ends_by_its_decision' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_case_ends_once BEFORE INSERT OR UPDATE ON cases_case
  FOR EACH ROW EXECUTE FUNCTION cases_case_ends_once();
CREATE FUNCTION cases_person_as_open_as_the_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.is_open IS DISTINCT FROM (SELECT c.state = 'open' FROM cases_case c WHERE c.id = NEW.case_id) THEN
    RAISE EXCEPTION 'person_as_open_as_the_case' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_person_as_open_as_the_case BEFORE INSERT OR UPDATE ON cases_caseperson
  FOR EACH ROW EXECUTE FUNCTION cases_person_as_open_as_the_case();
"""

# What is owed month by month is owed by an entitlement that runs in that month, and as much as it says.
OWED = """
CREATE FUNCTION cases_owed_by_an_entitlement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.reason = 'regular' AND NOT EXISTS (
    SELECT 1 FROM entitlements_entitlement e
    WHERE e.matter = NEW.matter AND e.township = NEW.township AND e.programme = NEW.benefit
      AND e.amount_fen = NEW.amount_fen AND e.span @> NEW.month
  ) THEN
    RAISE EXCEPTION 'owed_by_no_entitlement' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER funds_payable_owed_by_an_entitlement BEFORE INSERT ON funds_payable
  FOR EACH ROW EXECUTE FUNCTION cases_owed_by_an_entitlement();
"""

# Rows of a matter are never taken away (`roles.row_security` says so for the tables that come later), nor people, posts
# and accounts. What a report found is written anew by the next report.
TAKEN = ("persons_person", "offices_appointment", "offices_account", "offices_office", "offices_village")
KEPT = f"""
DO $$
DECLARE kept text;
BEGIN
  FOR kept IN SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r' LOOP
    EXECUTE format('REVOKE DELETE, TRUNCATE ON %I FROM {settings.APP_ROLE}', kept);
  END LOOP;
END $$;
"""
STEPS = {
    "confirm_check": "check_authorised_on",
    "check_report": "reported_on",
    "visit": "visited_on",
    "opinion": "reviewed_on",
    "publish": "published_on",
    "decide": "decided_on",
}


def _sql(text: str, function: str) -> migrations.RunSQL:
    return migrations.RunSQL(text, reverse_sql=f"DROP FUNCTION {function}() CASCADE")


def _has_its_day(step: str, day: str) -> migrations.AddConstraint:
    """A step counts as done with its day, or as skipped."""
    condition = (
        ~models.Q(done_steps__contains=[step]) | models.Q(skipped_steps__contains=[step]) | models.Q(**{f"{day}__isnull": False})
    )
    return migrations.AddConstraint(
        "round", models.CheckConstraint(condition=condition, name=f"round_{step}_has_its_day")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_papers"),
        ("decisions", "0004_signed_by_their_hand"),
        ("entitlements", "0004_says_its_decision"),
        ("funds", "0002_rules"),
        ("registry", "0005_checks_done_in_order"),
        ("offices", "0003_rules"),
    ]

    operations = [
        migrations.RunSQL(SIGNATURES, reverse_sql=UNSIGN),
        _sql(FAMILY, "cases_no_hand_of_the_family"),
        _sql(ROUND, "cases_round_stays"),
        _sql(OPEN_ONLY, "cases_only_while_open"),
        *(
            migrations.RunSQL(
                f"CREATE TRIGGER cases_{name}_while_open BEFORE INSERT ON cases_{name}"
                " FOR EACH ROW EXECUTE FUNCTION cases_only_while_open()",
                reverse_sql=migrations.RunSQL.noop,
            )
            for name in WHILE_OPEN
        ),
        _sql(OPINION, "cases_opinion_fits"),
        _sql(PUBLICATION, "cases_publication_clear"),
        _sql(DECISION, "cases_decision_is_ready"),
        _sql(ENDING, "cases_case_ends_once"),
        _sql(OWED, "cases_owed_by_an_entitlement"),
        *(_has_its_day(step, day) for step, day in STEPS.items()),
        *(
            migrations.AddConstraint("opinion", models.CheckConstraint(
                condition=models.Q(outcome__in=["confirm", "refuse", "return"]), name="opinion_outcome_known")),
            migrations.AddConstraint("publication", models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True, outcome="")
                | models.Q(closed_on__isnull=False, outcome__in=["clear", "objected"]),
                name="publication_closed_iff_outcome")),
            migrations.AddConstraint("case", models.CheckConstraint(
                condition=~models.Q(state__in=["withdrawn", "terminated"]) | ~models.Q(end_reason=""),
                name="case_ended_early_for_a_reason")),
        ),
        migrations.RunSQL(KEPT, reverse_sql=migrations.RunSQL.noop),
        *(roles.insert_or_change_only(table) for table in TAKEN),
        roles.may_delete("registry_incomefact"),
    ]  # fmt: skip
