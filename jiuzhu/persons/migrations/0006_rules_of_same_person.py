"""Which records are one natural person, and that a record is given up only beside what two people confirmed."""

from django.db import migrations

from jiuzhu.ground import roles

RULES = """
CREATE FUNCTION persons_records(p bigint) RETURNS bigint[] LANGUAGE sql STABLE AS $$
  WITH r AS (SELECT coalesce(joined_to_id, id) AS root FROM persons_person WHERE id = p)
  SELECT array_agg(x.id ORDER BY x.id) FROM (
    SELECT root AS id FROM r UNION ALL SELECT o.id FROM persons_person o, r WHERE o.joined_to_id = r.root) x
$$;
CREATE FUNCTION persons_joined_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' OR NOT EXISTS (
    SELECT 1 FROM persons_sameperson s
    WHERE s.person_id = NEW.id AND s.kept_id = NEW.joined_to_id AND s.state = 'confirmed')
  THEN
    RAISE EXCEPTION 'joined_only_by_two_people' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM persons_person o WHERE o.joined_to_id = NEW.id OR (o.id = NEW.joined_to_id AND o.joined_to_id IS NOT NULL))
  THEN
    RAISE EXCEPTION 'joined_one_step_deep' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER persons_person_joined BEFORE UPDATE ON persons_person FOR EACH ROW
  WHEN (OLD.joined_to_id IS DISTINCT FROM NEW.joined_to_id) EXECUTE FUNCTION persons_joined_kept();
CREATE TRIGGER persons_person_begins_alone BEFORE INSERT ON persons_person FOR EACH ROW
  WHEN (NEW.joined_to_id IS NOT NULL) EXECUTE FUNCTION persons_joined_kept();
CREATE TRIGGER persons_sameperson_kept BEFORE UPDATE ON persons_sameperson FOR EACH ROW
  WHEN (OLD.state <> 'waiting' OR (OLD.person_id, OLD.kept_id, OLD.paper, OLD.reason, OLD.proposed_on,
        OLD.proposed_by_id) IS DISTINCT FROM (NEW.person_id, NEW.kept_id, NEW.paper, NEW.reason, NEW.proposed_on,
        NEW.proposed_by_id))
  EXECUTE FUNCTION jiuzhu_only_added();
"""
BACK = """
DROP TRIGGER persons_sameperson_kept ON persons_sameperson;
DROP TRIGGER persons_person_begins_alone ON persons_person;
DROP TRIGGER persons_person_joined ON persons_person;
DROP FUNCTION persons_joined_kept();
DROP FUNCTION persons_records(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("persons", "0005_same_person"), ("ground", "0002_rules")]

    operations = [
        roles.insert_or_change_only("persons_sameperson"),
        migrations.RunSQL(RULES, reverse_sql=BACK),
    ]
