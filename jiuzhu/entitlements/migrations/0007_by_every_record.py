"""Two records that were joined are one natural person: not covered twice in one family of programmes.

What two records had before they were joined stays until one of them ends: only what begins or goes further is refused.
"""

from django.db import migrations

ONE = """
CREATE FUNCTION entitlements_one_natural_person() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM entitlements_entitledperson e
             WHERE e.person_id = ANY (persons_records(NEW.person_id)) AND e.person_id <> NEW.person_id
               AND e.family = NEW.family AND e.span && NEW.span) THEN
    RAISE EXCEPTION 'one_entitlement_per_person_and_family_of_every_record' USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entitlements_person_begins BEFORE INSERT ON entitlements_entitledperson
  FOR EACH ROW EXECUTE FUNCTION entitlements_one_natural_person();
CREATE TRIGGER entitlements_person_goes_on BEFORE UPDATE ON entitlements_entitledperson FOR EACH ROW
  WHEN (NOT NEW.span <@ OLD.span) EXECUTE FUNCTION entitlements_one_natural_person();
"""


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0006_kept_as_granted"), ("persons", "0007_every_record")]

    operations = [
        migrations.RunSQL(ONE, reverse_sql="DROP FUNCTION entitlements_one_natural_person() CASCADE"),
    ]
