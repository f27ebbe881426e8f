"""Who is of the family, a near relative or its agent lays no hand on its matter, by whichever of their records."""

from django.db import migrations

OF_ONE = """= ANY (persons_records(NEW.person_id))"""
FAMILY = """
CREATE OR REPLACE FUNCTION cases_no_hand_of_the_family() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'decisions_hand' THEN
    IF EXISTS (SELECT 1 FROM cases_caseperson p JOIN cases_case c ON c.id = p.case_id
               WHERE c.token = NEW.matter AND p.person_id {of_one}) THEN
      RAISE EXCEPTION 'hand_of_the_family' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM registry_nearrelative r JOIN cases_case c ON c.household_id = r.household_id
               WHERE c.token = NEW.matter AND r.officer_id {of_one}) THEN
      RAISE EXCEPTION 'hand_of_a_near_relative' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM registry_agent a JOIN cases_case c ON c.household_id = a.household_id
               WHERE c.token = NEW.matter AND a.person_id {of_one}) THEN
      RAISE EXCEPTION 'hand_of_the_agent' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF EXISTS (SELECT 1 FROM decisions_hand h JOIN cases_case c ON c.token = h.matter
                WHERE c.id = NEW.case_id AND h.person_id {of_one}) THEN
    RAISE EXCEPTION 'hand_of_the_family' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""
BEFORE = FAMILY.format(of_one="= NEW.person_id")


class Migration(migrations.Migration):
    dependencies = [("cases", "0020_objections_set_aside"), ("persons", "0006_rules_of_same_person")]

    operations = [migrations.RunSQL(FAMILY.format(of_one=OF_ONE), reverse_sql=BEFORE)]
