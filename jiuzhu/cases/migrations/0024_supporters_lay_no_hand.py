"""Who owes the applicant support from outside the household lays no hand on its matter, by whichever record (57.11)."""

from django.db import migrations

SUPPORTER = """
CREATE FUNCTION cases_no_hand_of_a_supporter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM registry_supporter s JOIN cases_case c ON c.household_id = s.household_id
             WHERE c.token = NEW.matter AND s.answer <> 'not_owing'
               AND s.person_id = ANY (persons_records(NEW.person_id))) THEN
    RAISE EXCEPTION 'hand_of_a_supporter' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_hand_of_a_supporter BEFORE INSERT ON decisions_hand
  FOR EACH ROW EXECUTE FUNCTION cases_no_hand_of_a_supporter();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0023_by_every_record"),
        ("decisions", "0005_natural_person"),
        ("registry", "0013_supporters"),
    ]

    operations = [migrations.RunSQL(SUPPORTER, reverse_sql="DROP FUNCTION cases_no_hand_of_a_supporter() CASCADE")]
