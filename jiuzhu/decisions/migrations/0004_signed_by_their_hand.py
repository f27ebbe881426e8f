"""Who signs a row of a matter stands in the hand that signs it: without the hand there is no signature (n1.1)."""

from django.db import migrations

# Used by the rooms above for their own signatures: TG_ARGV is the hand, then the columns that name who signed.
SIGNED = """
CREATE FUNCTION decisions_signed_by_their_hand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  row_as_json jsonb := to_jsonb(NEW);
  matter_of uuid := row_as_json ->> 'matter';
  who bigint;
BEGIN
  IF matter_of IS NULL THEN
    EXECUTE 'SELECT token FROM cases_case WHERE id = $1' INTO matter_of USING (row_as_json ->> 'case_id')::bigint;
  END IF;
  FOR place IN 1 .. TG_NARGS - 1 LOOP
    who := row_as_json ->> TG_ARGV[place];
    IF who IS NULL OR NOT EXISTS (
      SELECT 1 FROM decisions_hand h
      WHERE h.matter = matter_of AND h.person_id = who AND h.hand = TG_ARGV[0]::smallint
    ) THEN
      RAISE EXCEPTION 'signed_without_its_hand: % in hand %', TG_TABLE_NAME, TG_ARGV[0]
        USING ERRCODE = 'check_violation';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER decisions_decision_signed BEFORE INSERT ON decisions_decision
  FOR EACH ROW EXECUTE FUNCTION decisions_signed_by_their_hand('3', 'decided_by_id');
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0003_status_without_money")]

    operations = [
        migrations.RunSQL(SIGNED, reverse_sql="DROP FUNCTION decisions_signed_by_their_hand() CASCADE"),
    ]
