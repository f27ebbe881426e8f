"""Every record of several natural persons at once: for arrays of people, and for searching by all their records."""

from django.db import migrations

EVERY = """
CREATE FUNCTION persons_every_record(people bigint[]) RETURNS bigint[] LANGUAGE sql STABLE AS $$
  WITH r AS (SELECT DISTINCT coalesce(joined_to_id, id) AS root FROM persons_person WHERE id = ANY (people))
  SELECT coalesce(array_agg(x.id ORDER BY x.id), '{}') FROM (
    SELECT root AS id FROM r UNION ALL SELECT o.id FROM persons_person o JOIN r ON o.joined_to_id = r.root) x
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("persons", "0006_rules_of_same_person")]

    operations = [migrations.RunSQL(EVERY, reverse_sql="DROP FUNCTION persons_every_record(bigint[])")]
