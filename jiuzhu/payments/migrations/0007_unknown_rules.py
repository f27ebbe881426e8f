"""Unknown payments: answers and decisions are only added, a second person decides, never against what the bank said."""

from django.db import migrations

from jiuzhu.ground import roles

# What proves an order paid or failed: the return of its file, the bank's answer, or the decision of a second person.
PROVED = """
CREATE OR REPLACE FUNCTION payments_order_is_proved(proved payments_order) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM payments_bankfile b WHERE b.run_id = proved.run_id AND b.state = 'returned')
    OR EXISTS (SELECT 1 FROM payments_bankanswer a WHERE a.order_id = proved.id AND a.status = proved.state)
    OR EXISTS (SELECT 1 FROM payments_unknowndecided d WHERE d.order_id = proved.id AND d.outcome = proved.state)
$$;
"""

# Unpaid is decided only when the file can't be sent again and the bank, asked afterwards, never received it; or when the
# bank holds the file and doesn't say that it pays. Paid is never decided against a bank that says it isn't.
DECIDED = """
CREATE FUNCTION payments_unknown_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  its payments_order; its_run payments_run; its_file payments_bankfile; latest payments_bankanswer;
BEGIN
  SELECT * INTO its FROM payments_order WHERE id = NEW.order_id;
  SELECT * INTO its_run FROM payments_run WHERE id = its.run_id;
  SELECT * INTO its_file FROM payments_bankfile WHERE run_id = its.run_id;
  SELECT * INTO latest FROM payments_bankanswer WHERE order_id = its.id AND status <> 'none' ORDER BY id DESC LIMIT 1;
  IF its.state NOT IN ('sent', 'unknown') OR its.township <> NEW.township THEN
    RAISE EXCEPTION 'unknown_decided_while_open' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.by_id = its_run.prepared_by_id THEN
    RAISE EXCEPTION 'unknown_decided_by_a_second_person' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.outcome = 'paid' AND (NEW.paid_on NOT BETWEEN its_run.released_on AND NEW."on"
     OR coalesce(latest.status, '') IN ('failed', 'unknown') OR its_file.state IS DISTINCT FROM 'accepted') THEN
    RAISE EXCEPTION 'unknown_decided_against_the_bank' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.outcome = 'failed' AND (coalesce(latest.status, '') IN ('paid', 'pending') OR NOT coalesce(
       its_file.state = 'accepted'
       OR its_file.state = 'stopped' AND coalesce(latest.status = 'unknown' AND latest.id > its_file.stopped_after, false),
       false)) THEN
    RAISE EXCEPTION 'unknown_decided_against_the_bank' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER payments_unknown_decided AFTER INSERT ON payments_unknowndecided
  FOR EACH ROW EXECUTE FUNCTION payments_unknown_decided();
"""

# A file the bank holds can't be stopped; a stopped one goes on only while nothing of it was decided.
BANK_FILE = """
CREATE FUNCTION payments_bank_file_stops() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state AND (
    NEW.state = 'stopped' AND OLD.state NOT IN ('intended', 'unknown')
    OR OLD.state = 'stopped' AND (NEW.state <> 'unknown' OR EXISTS (
      SELECT 1 FROM payments_order o WHERE o.run_id = NEW.run_id AND o.state IN ('paid', 'failed')))
  ) OR NEW.state = OLD.state AND NEW.stopped_after IS DISTINCT FROM OLD.stopped_after THEN
    RAISE EXCEPTION 'bank_file_stops_once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER payments_bank_file_stops AFTER UPDATE ON payments_bankfile
  FOR EACH ROW EXECUTE FUNCTION payments_bank_file_stops();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0006_unknown")]

    operations = [
        roles.row_security("payments_bankanswer"),
        roles.row_security("payments_unknowndecided"),
        roles.only_added("payments_bankanswer"),
        roles.only_added("payments_unknowndecided"),
        migrations.RunSQL(PROVED, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(DECIDED, reverse_sql="DROP FUNCTION payments_unknown_decided() CASCADE"),
        migrations.RunSQL(BANK_FILE, reverse_sql="DROP FUNCTION payments_bank_file_stops() CASCADE"),
    ]
