"""Row security; the ledger is only ever added to, balances entry by entry, and no cash account goes below zero."""

from django.db import migrations

from jiuzhu.ground import roles

# Statement level over the transition table: one check for all the postings of an insert (L1), and for cash (L4).
BALANCE = """
CREATE FUNCTION funds_postings_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM funds_posting p WHERE p.entry_id IN (SELECT entry_id FROM added)
    GROUP BY p.entry_id HAVING sum(p.fen) <> 0
  ) THEN
    RAISE EXCEPTION 'entry_not_balanced' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM funds_posting p JOIN funds_fundaccount a ON a.id = p.account_id
    WHERE a.kind = 'cash' AND p.account_id IN (SELECT account_id FROM added WHERE fen < 0)
    GROUP BY p.account_id HAVING sum(p.fen) < 0
  ) THEN
    RAISE EXCEPTION 'cash_below_zero' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER funds_postings_balance AFTER INSERT ON funds_posting
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION funds_postings_balance();
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial"), ("ground", "0002_rules")]

    operations = [
        roles.row_security("funds_fundaccount"),
        roles.row_security("funds_entry"),
        roles.row_security("funds_posting"),
        roles.row_security("funds_payable"),
        roles.only_added("funds_entry"),
        roles.only_added("funds_posting"),
        roles.only_added("funds_payable"),
        migrations.RunSQL(BALANCE, reverse_sql="DROP FUNCTION funds_postings_balance() CASCADE"),
    ]
