"""A password that isn't the owner's own is set only beside a reset that two people made; a reset is never changed."""

from django.db import migrations

from jiuzhu.ground import roles

KEPT = """
CREATE FUNCTION offices_password_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT NEW.must_change OR NEW.epoch <> OLD.epoch + 1 OR NOT EXISTS (
    SELECT 1 FROM offices_passwordreset r
    WHERE r.account_id = NEW.id AND r.state = 'released' AND r.epoch = OLD.epoch AND r.closed_by_id = NEW.set_by_id)
  THEN
    RAISE EXCEPTION 'password_only_by_owner_or_reset' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER offices_account_password BEFORE UPDATE ON offices_account FOR EACH ROW
  WHEN (OLD.password IS DISTINCT FROM NEW.password AND NEW.set_by_id IS DISTINCT FROM NEW.person_id)
  EXECUTE FUNCTION offices_password_kept();

CREATE FUNCTION offices_reset_of_its_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM offices_account a WHERE a.id = NEW.account_id AND a.person_id = NEW.person_id) THEN
    RAISE EXCEPTION 'reset_of_its_owner' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER offices_passwordreset_owner BEFORE INSERT ON offices_passwordreset FOR EACH ROW
  EXECUTE FUNCTION offices_reset_of_its_owner();
CREATE TRIGGER offices_passwordreset_kept BEFORE UPDATE ON offices_passwordreset FOR EACH ROW
  WHEN (OLD.state <> 'waiting' OR (OLD.account_id, OLD.person_id, OLD.epoch, OLD.reason, OLD.proposed_on,
        OLD.proposed_by_id) IS DISTINCT FROM (NEW.account_id, NEW.person_id, NEW.epoch, NEW.reason, NEW.proposed_on,
        NEW.proposed_by_id))
  EXECUTE FUNCTION jiuzhu_only_added();
"""
BACK = """
DROP TRIGGER offices_passwordreset_kept ON offices_passwordreset;
DROP TRIGGER offices_passwordreset_owner ON offices_passwordreset;
DROP FUNCTION offices_reset_of_its_owner();
DROP TRIGGER offices_account_password ON offices_account;
DROP FUNCTION offices_password_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("offices", "0007_password_resets"), ("ground", "0002_rules")]

    operations = [
        roles.insert_or_change_only("offices_passwordreset"),
        migrations.RunSQL(KEPT, reverse_sql=BACK),
    ]
