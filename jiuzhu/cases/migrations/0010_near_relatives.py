"""A registered near relative lays no hand on the matter; the bureau's visit follows the registration in rows (57.11)."""

from django.db import migrations

# A member of the family lays no hand on its matter, whichever row comes first; a near relative none from the
# registration on. What they did before it was known stays told (57.11).
FAMILY = """
CREATE OR REPLACE FUNCTION cases_no_hand_of_the_family() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'decisions_hand' THEN
    IF EXISTS (SELECT 1 FROM cases_caseperson p JOIN cases_case c ON c.id = p.case_id
               WHERE c.token = NEW.matter AND p.person_id = NEW.person_id) THEN
      RAISE EXCEPTION 'hand_of_the_family' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM registry_nearrelative r JOIN cases_case c ON c.household_id = r.household_id
               WHERE c.token = NEW.matter AND r.officer_id = NEW.person_id) THEN
      RAISE EXCEPTION 'hand_of_a_near_relative' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF EXISTS (SELECT 1 FROM decisions_hand h JOIN cases_case c ON c.token = h.matter
                WHERE c.id = NEW.case_id AND h.person_id = NEW.person_id) THEN
    RAISE EXCEPTION 'hand_of_the_family' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""
# The rule of the bureau's visit is the same; where the registration stands has moved (57.20).
VISIT = """
DO $$
DECLARE
  said text := pg_get_functiondef('cases_decision_is_ready'::regproc);
  before text := 'h.relative_of_officer <> ' || quote_literal('');
BEGIN
  IF position(before IN said) = 0 THEN
    RAISE EXCEPTION 'cases_decision_is_ready does not read the registration';
  END IF;
  EXECUTE replace(said, before, 'h.related');
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_ways"),
        ("registry", "0007_near_relatives"),
        ("decisions", "0004_signed_by_their_hand"),
    ]

    operations = [
        migrations.RunSQL(FAMILY, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(VISIT, reverse_sql=migrations.RunSQL.noop),
    ]
