"""A partner's key is never deleted; issued it is only revoked, ended it is never changed."""

from django.db import migrations

from jiuzhu.ground import roles

KEPT = """
CREATE TRIGGER sharing_partnerkey_kept BEFORE UPDATE ON sharing_partnerkey FOR EACH ROW
  WHEN (OLD.state IN ('withdrawn', 'revoked') OR (OLD.state = 'issued' AND NEW.state <> 'revoked')
        OR (OLD.client, OLD.organisation, OLD.system, OLD.purpose, OLD.agreement, OLD.kind, OLD.public_key,
            OLD.effective_from, OLD.effective_to, OLD.proposed_by_id)
        IS DISTINCT FROM (NEW.client, NEW.organisation, NEW.system, NEW.purpose, NEW.agreement, NEW.kind,
            NEW.public_key, NEW.effective_from, NEW.effective_to, NEW.proposed_by_id)
        OR (OLD.state = 'issued' AND OLD.secret_hash <> NEW.secret_hash))
  EXECUTE FUNCTION jiuzhu_only_added();
"""


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_initial"), ("ground", "0002_rules")]

    operations = [
        roles.insert_or_change_only("sharing_partnerkey"),
        migrations.RunSQL(KEPT, reverse_sql="DROP TRIGGER sharing_partnerkey_kept ON sharing_partnerkey;"),
    ]
