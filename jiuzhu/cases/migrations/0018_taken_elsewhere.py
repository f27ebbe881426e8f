"""Who already applies or receives in another township: one narrow question past row security (57.4)."""

from django.conf import settings
from django.db import migrations

# Answers for named persons only, only about rows the asking scope does not see, and of those only township, kind and
# programme: no case, no name, no amount. What the scope sees is asked the ordinary way.
MOST = 60
ELSEWHERE = f"""
CREATE FUNCTION cases_taken_elsewhere(persons bigint[], wanted text, on_day date)
RETURNS TABLE (person_id bigint, township varchar, kind text, programme varchar, apart boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT p.person_id, c.township, 'case', c.programme, c.programme = 'tekun' OR c.alone
  FROM cases_caseperson p JOIN cases_case c ON c.id = p.case_id
  WHERE cardinality(persons) <= {MOST} AND p.person_id = ANY (persons) AND p.family = wanted AND p.is_open
    AND NOT coalesce(jiuzhu_sees(c.township::text), false)
  UNION ALL
  SELECT e.person_id, e.township, 'benefit', t.programme, t.personal OR t.programme = 'dibian'
  FROM entitlements_entitledperson e JOIN entitlements_entitlement t ON t.id = e.entitlement_id
  WHERE cardinality(persons) <= {MOST} AND e.person_id = ANY (persons) AND e.family = wanted
    AND e.span && daterange(on_day, NULL) AND NOT coalesce(jiuzhu_sees(e.township::text), false)
$$;
REVOKE ALL ON FUNCTION cases_taken_elsewhere(bigint[], text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_taken_elsewhere(bigint[], text, date) TO {settings.APP_ROLE};
"""
DROP = "DROP FUNCTION cases_taken_elsewhere(bigint[], text, date)"


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0017_ground_of_a_refusal"),
        ("entitlements", "0005_personal_and_support_form"),
    ]

    operations = [migrations.RunSQL(ELSEWHERE, reverse_sql=DROP)]
