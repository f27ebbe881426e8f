"""A person's name and number change only beside a correction that two people made; a correction is never changed."""

from django.db import migrations

from jiuzhu.ground import roles

KEPT = """
CREATE FUNCTION persons_identity_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM persons_identitycorrection c
    WHERE c.person_id = NEW.id AND c.state = 'confirmed'
      AND c.old_name = OLD.name AND c.old_hash = OLD.id_hash AND c.new_name = NEW.name AND c.new_hash = NEW.id_hash)
  THEN
    RAISE EXCEPTION 'identity_only_by_correction' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER persons_person_identity BEFORE UPDATE ON persons_person FOR EACH ROW
  WHEN ((OLD.name, OLD.id_hash) IS DISTINCT FROM (NEW.name, NEW.id_hash)) EXECUTE FUNCTION persons_identity_kept();
CREATE TRIGGER persons_identitycorrection_kept BEFORE UPDATE ON persons_identitycorrection FOR EACH ROW
  WHEN (OLD.state <> 'waiting' OR (OLD.person_id, OLD.township, OLD.old_name, OLD.old_hash, OLD.new_name, OLD.new_hash,
        OLD.paper, OLD.reason, OLD.proposed_by_id) IS DISTINCT FROM (NEW.person_id, NEW.township, NEW.old_name,
        NEW.old_hash, NEW.new_name, NEW.new_hash, NEW.paper, NEW.reason, NEW.proposed_by_id))
  EXECUTE FUNCTION jiuzhu_only_added();
"""
BACK = """
DROP TRIGGER persons_identitycorrection_kept ON persons_identitycorrection;
DROP TRIGGER persons_person_identity ON persons_person;
DROP FUNCTION persons_identity_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("persons", "0003_corrections"), ("ground", "0002_rules")]

    operations = [
        roles.row_security("persons_identitycorrection"),
        migrations.RunSQL(KEPT, reverse_sql=BACK),
    ]
