"""An entitlement keeps its amount and its first month: they are the decision's. Only its end is still open."""

from django.db import migrations

# After the checks of the row, so that a value that is none at all is refused by its own name.
KEPT = """
CREATE FUNCTION entitlements_kept_as_granted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.amount_fen, NEW.members_count, NEW.household_id_value, NEW.lines, NEW.personal, NEW.support_form,
      lower(NEW.span)) IS DISTINCT FROM
     (OLD.amount_fen, OLD.members_count, OLD.household_id_value, OLD.lines, OLD.personal, OLD.support_form,
      lower(OLD.span)) THEN
    RAISE EXCEPTION 'entitlement_kept_as_granted' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER entitlements_kept_as_granted AFTER UPDATE ON entitlements_entitlement
  FOR EACH ROW EXECUTE FUNCTION entitlements_kept_as_granted();
CREATE FUNCTION entitlements_person_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.entitlement_id, NEW.township, NEW.person_id, NEW.family, lower(NEW.span)) IS DISTINCT FROM
     (OLD.entitlement_id, OLD.township, OLD.person_id, OLD.family, lower(OLD.span)) THEN
    RAISE EXCEPTION 'entitled_person_kept_as_granted' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER entitlements_person_kept AFTER UPDATE ON entitlements_entitledperson
  FOR EACH ROW EXECUTE FUNCTION entitlements_person_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0005_personal_and_support_form")]

    operations = [
        migrations.RunSQL(
            KEPT,
            reverse_sql="DROP FUNCTION entitlements_kept_as_granted() CASCADE;"
            " DROP FUNCTION entitlements_person_kept() CASCADE",
        ),
    ]
