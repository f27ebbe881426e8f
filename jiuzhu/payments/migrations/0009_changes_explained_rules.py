"""What was said about a change from last month is only added, and not said by who prepared the run that waits."""

from django.db import migrations

from jiuzhu.ground import roles

SECOND = """
CREATE FUNCTION payments_change_explained() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM payments_run r WHERE r.township = NEW.township AND r.programme = NEW.programme
      AND r.month = NEW.month AND r.state = 'prepared' AND r.prepared_by_id = NEW.by_id
  ) THEN
    RAISE EXCEPTION 'change_explained_by_a_second_person' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER payments_change_explained AFTER INSERT ON payments_changeexplained
  FOR EACH ROW EXECUTE FUNCTION payments_change_explained();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0008_changes_explained"), ("ground", "0002_rules")]

    operations = [
        roles.row_security("payments_changeexplained"),
        roles.only_added("payments_changeexplained"),
        migrations.RunSQL(SECOND, reverse_sql="DROP FUNCTION payments_change_explained() CASCADE"),
    ]
