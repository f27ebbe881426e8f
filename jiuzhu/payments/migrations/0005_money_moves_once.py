"""Runs, orders and bank files go only their way, say what they pay, and settle only by the bank's return (L5–L9)."""

from django.db import migrations

# A run begins waiting and keeps what it was made for; released with its money booked, closed with nothing open.
RUN = """
CREATE FUNCTION payments_run_goes_its_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'prepared' THEN
      RAISE EXCEPTION 'run_goes_its_way' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
  END IF;
  IF (NEW.number, NEW.township, NEW.programme, NEW.month, NEW.sequence, NEW.prepared_by_id, NEW.prepared_on, NEW.count,
      NEW.sum_fen, NEW.hash_total) IS DISTINCT FROM
     (OLD.number, OLD.township, OLD.programme, OLD.month, OLD.sequence, OLD.prepared_by_id, OLD.prepared_on, OLD.count,
      OLD.sum_fen, OLD.hash_total)
     OR OLD.released_by_id IS NOT NULL
        AND (NEW.released_by_id, NEW.released_on) IS DISTINCT FROM (OLD.released_by_id, OLD.released_on) THEN
    RAISE EXCEPTION 'run_keeps_its_beginning' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
    ('prepared', 'released'), ('prepared', 'cancelled'), ('released', 'accepted'), ('released', 'unknown'),
    ('unknown', 'accepted'), ('accepted', 'unknown'), ('released', 'closed'), ('accepted', 'closed'),
    ('unknown', 'closed')
  ) THEN
    RAISE EXCEPTION 'run_goes_its_way' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER payments_run_goes_its_way AFTER INSERT OR UPDATE ON payments_run
  FOR EACH ROW EXECUTE FUNCTION payments_run_goes_its_way();

CREATE FUNCTION payments_run_adds_up() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public AS $$
DECLARE now_state text;
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM payments_order o WHERE o.run_id = NEW.id
    HAVING count(*) = NEW.count AND coalesce(sum(o.amount_fen), 0) = NEW.sum_fen
  ) THEN
    RAISE EXCEPTION 'run_adds_up' USING ERRCODE = 'check_violation';
  END IF;
  SELECT state INTO now_state FROM payments_run WHERE id = NEW.id;
  IF EXISTS (
    SELECT 1 FROM payments_order o WHERE o.run_id = NEW.id AND (
      o.state = 'prepared' AND now_state <> 'prepared' OR o.state = 'cancelled' AND now_state <> 'cancelled'
      OR o.state <> 'cancelled' AND now_state = 'cancelled' OR o.state <> 'prepared' AND now_state = 'prepared'
      OR o.state IN ('sent', 'unknown') AND now_state = 'closed')
  ) THEN
    RAISE EXCEPTION 'run_state_of_its_orders' USING ERRCODE = 'check_violation';
  END IF;
  IF now_state NOT IN ('prepared', 'cancelled') AND NOT EXISTS (
    SELECT 1 FROM funds_entry e JOIN funds_posting p ON p.entry_id = e.id
    JOIN funds_fundaccount a ON a.id = p.account_id AND a.kind = 'transit'
    WHERE e.key = 'release:' || NEW.number AND e.township = NEW.township AND p.fen = NEW.sum_fen
  ) THEN
    RAISE EXCEPTION 'release_not_booked' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payments_run_adds_up AFTER INSERT OR UPDATE ON payments_run DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION payments_run_adds_up();
"""

# The account stays free: a new key writes it anew, and its hash total tells when it is another. An order pays its payable, in its township's and month's run, after every earlier attempt is proved unpaid (L5, L6).
ORDER = """
CREATE FUNCTION payments_order_is_proved(proved payments_order) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM payments_bankfile b WHERE b.run_id = proved.run_id AND b.state = 'returned')
$$;
CREATE FUNCTION payments_order_pays_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE its payments_run;
BEGIN
  SELECT * INTO its FROM payments_run WHERE id = NEW.run_id;
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (
      SELECT 1 FROM funds_payable p WHERE p.id = NEW.payable_id AND p.amount_fen = NEW.amount_fen
        AND p.township = NEW.township AND p.township = its.township AND p.benefit = its.programme
        AND p.month = its.month AND NEW.key = 'p' || p.id || '-' || NEW.attempt
    ) THEN
      RAISE EXCEPTION 'order_pays_its_payable' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state <> 'prepared' OR its.state <> 'prepared' THEN
      RAISE EXCEPTION 'order_goes_its_way' USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT count(*) FROM payments_order o WHERE o.payable_id = NEW.payable_id AND o.attempt < NEW.attempt
        AND o.state IN ('failed', 'cancelled')) <> NEW.attempt - 1 THEN
      RAISE EXCEPTION 'order_after_proof' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
  END IF;
  IF (NEW.run_id, NEW.township, NEW.payable_id, NEW.attempt, NEW.key, NEW.sequence, NEW.payee_name,
      NEW.amount_fen) IS DISTINCT FROM
     (OLD.run_id, OLD.township, OLD.payable_id, OLD.attempt, OLD.key, OLD.sequence, OLD.payee_name,
      OLD.amount_fen)
     OR OLD.settled_on IS NOT NULL AND (NEW.settled_on, NEW.reason) IS DISTINCT FROM (OLD.settled_on, OLD.reason) THEN
    RAISE EXCEPTION 'order_keeps_its_beginning' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = OLD.state THEN
    RETURN NULL;
  END IF;
  IF (OLD.state, NEW.state) NOT IN (
    ('prepared', 'sent'), ('prepared', 'cancelled'), ('sent', 'unknown'), ('unknown', 'sent'), ('sent', 'paid'),
    ('sent', 'failed'), ('unknown', 'paid'), ('unknown', 'failed')
  ) OR (NEW.state = 'cancelled') <> (its.state = 'cancelled') OR its.state = 'prepared' THEN
    RAISE EXCEPTION 'order_goes_its_way' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state IN ('paid', 'failed') AND NOT payments_order_is_proved(NEW) THEN
    RAISE EXCEPTION 'order_settled_by_proof' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER payments_order_pays_once AFTER INSERT OR UPDATE ON payments_order
  FOR EACH ROW EXECUTE FUNCTION payments_order_pays_once();
"""

# The file sent is that of a released run, with its control totals; it keeps its bytes and its key (L6, L9).
BANK_FILE = """
CREATE FUNCTION payments_bank_file_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (
      SELECT 1 FROM payments_run r WHERE r.id = NEW.run_id AND r.township = NEW.township
        AND r.released_by_id IS NOT NULL AND (r.count, r.sum_fen, r.hash_total) = (NEW.count, NEW.sum_fen, NEW.hash_total)
    ) THEN
      RAISE EXCEPTION 'bank_file_of_its_run' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
  END IF;
  IF (NEW.run_id, NEW.township, NEW.file_id, NEW.digest, NEW.key, NEW.count, NEW.sum_fen, NEW.hash_total)
     IS DISTINCT FROM
     (OLD.run_id, OLD.township, OLD.file_id, OLD.digest, OLD.key, OLD.count, OLD.sum_fen, OLD.hash_total)
     OR OLD.file_no <> '' AND NEW.file_no <> OLD.file_no THEN
    RAISE EXCEPTION 'bank_file_keeps_its_bytes' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state = 'returned' OR NEW.state = 'intended')
     OR OLD.state = 'returned' AND NEW.returned_digest <> OLD.returned_digest THEN
    RAISE EXCEPTION 'bank_file_goes_its_way' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER payments_bank_file_fits AFTER INSERT OR UPDATE ON payments_bankfile
  FOR EACH ROW EXECUTE FUNCTION payments_bank_file_fits();
"""

# What was owed for a month stays covered: an entitlement can't end before a month that is already owed.
USED = """
CREATE FUNCTION payments_entitlement_used() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM funds_payable p WHERE p.entitlement_id_value = NEW.id AND p.matter = NEW.matter
      AND NOT NEW.span @> p.month
  ) THEN
    RAISE EXCEPTION 'entitlement_used_is_kept' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER payments_entitlement_used AFTER UPDATE ON entitlements_entitlement
  FOR EACH ROW EXECUTE FUNCTION payments_entitlement_used();
"""


def _sql(text: str, *functions: str) -> migrations.RunSQL:
    return migrations.RunSQL(text, reverse_sql="; ".join(f"DROP FUNCTION {name} CASCADE" for name in functions))


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0004_bank_file_totals"),
        ("funds", "0003_books_hold"),
        ("entitlements", "0006_kept_as_granted"),
    ]

    operations = [
        _sql(RUN, "payments_run_goes_its_way()", "payments_run_adds_up()"),
        _sql(ORDER, "payments_order_pays_once()", "payments_order_is_proved(payments_order)"),
        _sql(BANK_FILE, "payments_bank_file_fits()"),
        _sql(USED, "payments_entitlement_used()"),
    ]
