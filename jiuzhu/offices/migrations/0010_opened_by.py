"""Who opened an account stays with it; nobody comes into a post that lets through by one steward's word alone."""

import django.db.models.deletion
from django.db import migrations, models

# Alone in the bureau the first steward opens the account of the second one: there is nobody else to ask.
RULES = """
CREATE FUNCTION offices_account_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM offices_appointment a WHERE a.person_id = NEW.person_id
      AND a.post IN ('leader_in_charge', 'finance_releaser', 'bureau_officer', 'steward')
      AND (a.effective_to IS NULL OR a.effective_to > NEW.set_on))
  AND EXISTS (
    SELECT 1 FROM offices_appointment b JOIN offices_account c ON c.person_id = b.person_id AND c.active
    WHERE b.post IN ('bureau_officer', 'steward') AND b.effective_from <= NEW.set_on
      AND (b.effective_to IS NULL OR b.effective_to > NEW.set_on)
      AND b.person_id NOT IN (NEW.person_id, NEW.opened_by_id))
  THEN
    RAISE EXCEPTION 'account_that_lets_through_by_two_people' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER offices_account_opened BEFORE INSERT ON offices_account FOR EACH ROW
  WHEN (NEW.opened_by_id IS NOT NULL AND NEW.password NOT LIKE '!%') EXECUTE FUNCTION offices_account_by_two();
CREATE TRIGGER offices_account_opened_by_stays BEFORE UPDATE ON offices_account FOR EACH ROW
  WHEN (OLD.opened_by_id IS DISTINCT FROM NEW.opened_by_id) EXECUTE FUNCTION jiuzhu_only_added();

CREATE FUNCTION offices_post_of_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM offices_account a WHERE a.person_id = NEW.person_id AND a.active AND a.opened_by_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM offices_passwordreset r WHERE r.account_id = a.id AND r.state = 'released'))
  THEN
    RAISE EXCEPTION 'post_that_lets_through_by_two_people' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER offices_appointment_of_known BEFORE INSERT ON offices_appointment FOR EACH ROW
  WHEN (NEW.post IN ('leader_in_charge', 'finance_releaser', 'bureau_officer', 'steward'))
  EXECUTE FUNCTION offices_post_of_known();
"""
BACK = """
DROP FUNCTION offices_account_by_two() CASCADE;
DROP FUNCTION offices_post_of_known() CASCADE;
DROP TRIGGER offices_account_opened_by_stays ON offices_account;
"""


class Migration(migrations.Migration):
    dependencies = [("offices", "0009_contacts"), ("persons", "0001_initial"), ("ground", "0002_rules")]

    operations = [
        migrations.AddField(
            "account",
            "opened_by",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="persons.person"
            ),
        ),
        migrations.RunSQL(RULES, reverse_sql=BACK),
    ]
