"""A year that was published or withdrawn is never changed, one that waits only closed."""

from django.db import migrations

from jiuzhu.ground import roles

KEPT = """
CREATE TRIGGER figures_calendaryear_kept BEFORE UPDATE ON figures_calendaryear FOR EACH ROW
  WHEN (OLD.state <> 'waiting' OR (OLD.year, OLD.days_off, OLD.workdays, OLD.document, OLD.proposed_by_id)
        IS DISTINCT FROM (NEW.year, NEW.days_off, NEW.workdays, NEW.document, NEW.proposed_by_id))
  EXECUTE FUNCTION jiuzhu_only_added();
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0004_years"), ("ground", "0002_rules")]

    operations = [
        roles.insert_or_change_only("figures_calendaryear"),
        migrations.RunSQL(KEPT, reverse_sql="DROP TRIGGER figures_calendaryear_kept ON figures_calendaryear;"),
    ]
