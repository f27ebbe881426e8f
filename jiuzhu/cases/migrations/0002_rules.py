"""Row security; findings and opinions are only ever added; no decision before what the pinned version demands."""

from django.db import migrations

from jiuzhu.ground import roles

DECISION_NEEDS = """
CREATE FUNCTION cases_decision_needs_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.decided_on IS NOT NULL AND NOT NEW.needed_for_decision <@ NEW.done_steps THEN
    RAISE EXCEPTION 'decision_before_its_steps' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_decision_needs_steps BEFORE INSERT OR UPDATE ON cases_round
  FOR EACH ROW EXECUTE FUNCTION cases_decision_needs_steps();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("ground", "0002_rules")]

    operations = [
        *(
            roles.row_security(f"cases_{name}")
            for name in ("case", "caseperson", "round", "task", "finding", "opinion", "publication", "document")
        ),
        roles.only_added("cases_finding"),
        roles.only_added("cases_opinion"),
        migrations.RunSQL(DECISION_NEEDS, reverse_sql="DROP FUNCTION cases_decision_needs_steps() CASCADE"),
    ]
