"""Two records that were joined are one natural person: never in two hands of a matter, whichever record lays one (n1.1)."""

from django.db import migrations

# The exclusion constraint `three_hands` goes on comparing records. Joining two of them locks both rows: a hand that is
# being laid in one's name is waited for, a later one waits here and then sees them joined.
NATURAL = """
CREATE FUNCTION decisions_one_natural_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.matter::text, 4));
  PERFORM 1 FROM persons_person p WHERE p.id = NEW.person_id FOR KEY SHARE;
  IF EXISTS (SELECT 1 FROM decisions_hand h
             WHERE h.matter = NEW.matter AND h.hand <> NEW.hand AND h.person_id <> NEW.person_id
               AND h.person_id = ANY (persons_records(NEW.person_id))) THEN
    RAISE EXCEPTION 'three_hands_of_one_natural_person' USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decisions_hand_natural BEFORE INSERT ON decisions_hand
  FOR EACH ROW EXECUTE FUNCTION decisions_one_natural_person();
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_signed_by_their_hand"), ("persons", "0006_rules_of_same_person")]

    operations = [
        migrations.RunSQL(NATURAL, reverse_sql="DROP FUNCTION decisions_one_natural_person() CASCADE"),
    ]
