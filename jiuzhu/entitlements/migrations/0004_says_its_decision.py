"""An entitlement begins as its decision says, and stays with it; what a later change may touch is amount and span."""

from django.db import migrations

SAYS = """
CREATE FUNCTION entitlements_says_its_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.matter, NEW.township, NEW.programme, NEW.decision_id, NEW.recipient_id) IS DISTINCT FROM
       (OLD.matter, OLD.township, OLD.programme, OLD.decision_id, OLD.recipient_id) THEN
      RAISE EXCEPTION 'entitlement_says_its_decision' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF NOT EXISTS (
    SELECT 1 FROM decisions_decision d
    WHERE d.id = NEW.decision_id AND d.matter = NEW.matter AND d.township = NEW.township AND d.outcome = 'approve'
      AND d.programme = NEW.programme AND d.amount_fen IS NOT DISTINCT FROM NEW.amount_fen
      AND d.members_count = NEW.members_count AND d.effective_from = lower(NEW.span)
  ) THEN
    RAISE EXCEPTION 'entitlement_says_its_decision' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entitlements_says_its_decision BEFORE INSERT OR UPDATE ON entitlements_entitlement
  FOR EACH ROW EXECUTE FUNCTION entitlements_says_its_decision();
"""


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0003_status_without_money"), ("decisions", "0004_signed_by_their_hand")]

    operations = [
        migrations.RunSQL(SAYS, reverse_sql="DROP FUNCTION entitlements_says_its_decision() CASCADE"),
    ]
