"""The books refuse by themselves: entries whole and never added to, accounts on their side, reversals that mirror."""

from django.db import migrations

# L1 with L4 and L7 over the transition table: an entry is written at once, in its township's accounts, sums to zero and
# leaves no account on the wrong side (debit for cash, transit and expense; credit for source and payable).
POSTINGS = """
CREATE OR REPLACE FUNCTION funds_postings_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong text;
BEGIN
  IF EXISTS (
    SELECT 1 FROM added p JOIN funds_entry e ON e.id = p.entry_id JOIN funds_fundaccount a ON a.id = p.account_id
    WHERE p.township <> e.township OR p.township <> a.township
  ) THEN
    RAISE EXCEPTION 'posting_of_another_township' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM funds_posting p WHERE p.entry_id IN (SELECT entry_id FROM added)
    GROUP BY p.entry_id HAVING sum(p.fen) <> 0
  ) THEN
    RAISE EXCEPTION 'entry_not_balanced' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM funds_posting p WHERE p.entry_id IN (SELECT entry_id FROM added)
      AND NOT EXISTS (SELECT 1 FROM added n WHERE n.id = p.id)
  ) THEN
    RAISE EXCEPTION 'entry_never_changes' USING ERRCODE = 'check_violation';
  END IF;
  SELECT a.kind INTO wrong
  FROM funds_posting p JOIN funds_fundaccount a ON a.id = p.account_id
  WHERE p.account_id IN (
    SELECT n.account_id FROM added n JOIN funds_fundaccount b ON b.id = n.account_id
    WHERE (n.fen < 0) = (b.kind IN ('cash', 'transit', 'expense'))
  )
  GROUP BY a.id, a.kind HAVING (sum(p.fen) < 0) = (a.kind IN ('cash', 'transit', 'expense')) AND sum(p.fen) <> 0
  ORDER BY a.kind LIMIT 1;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION '%_below_zero', wrong USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
"""

# At the end of the transaction, when its scope may be gone already (hence the owner's eyes): an entry has its postings, and a reversal is the mirror of what it points at (L7).
ENTRY = """
CREATE FUNCTION funds_entry_whole() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM funds_posting p WHERE p.entry_id = NEW.id) THEN
    RAISE EXCEPTION 'entry_without_postings' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.reverses_id IS NOT NULL AND (
    EXISTS (SELECT 1 FROM funds_entry o WHERE o.id = NEW.reverses_id
            AND (o.reverses_id IS NOT NULL OR o.township <> NEW.township OR o."on" > NEW."on"))
    OR EXISTS (
      SELECT p.account_id FROM funds_posting p WHERE p.entry_id IN (NEW.id, NEW.reverses_id)
      GROUP BY p.account_id HAVING sum(p.fen) <> 0)
  ) THEN
    RAISE EXCEPTION 'reversal_mirrors_its_original' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER funds_entry_whole AFTER INSERT ON funds_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION funds_entry_whole();
"""

# What is owed stands in the books with the same amount (L3): rows and balances can't drift apart.
PAYABLE = """
CREATE FUNCTION funds_payable_booked() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF (
    SELECT count(*) FROM funds_entry e JOIN funds_posting p ON p.entry_id = e.id
    JOIN funds_fundaccount a ON a.id = p.account_id
    WHERE e.key = 'owe:' || NEW.id AND e.township = NEW.township
      AND (a.kind, p.fen) IN (('expense', NEW.amount_fen), ('payable', -NEW.amount_fen))
  ) <> 2 THEN
    RAISE EXCEPTION 'payable_not_booked' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER funds_payable_booked AFTER INSERT ON funds_payable DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION funds_payable_booked();
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0002_rules")]

    operations = [
        migrations.RunSQL(POSTINGS, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(ENTRY, reverse_sql="DROP FUNCTION funds_entry_whole() CASCADE"),
        migrations.RunSQL(PAYABLE, reverse_sql="DROP FUNCTION funds_payable_booked() CASCADE"),
    ]
