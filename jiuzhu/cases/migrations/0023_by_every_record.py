"""Joined records in cases: who sets an objection aside, who applies twice, and who does so in another township."""

from django.db import migrations

# By every record of theirs: neither who recorded the objection, nor one of another hand (57.19).
ASIDE = """
CREATE OR REPLACE FUNCTION cases_objection_set_aside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.set_aside_by_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM decisions_hand h JOIN cases_case c ON c.token = h.matter
    WHERE c.id = NEW.case_id AND h.person_id {of_one} AND h.hand <> 2
  ) THEN
    RAISE EXCEPTION 'objection_set_aside_by_another_hand' USING ERRCODE = 'check_violation';
  END IF;{recorder}
  IF TG_OP = 'UPDATE' AND OLD.set_aside_on IS NOT NULL
     AND (NEW.set_aside_on, NEW.set_aside_by_id, NEW.set_aside_ground)
         IS DISTINCT FROM (OLD.set_aside_on, OLD.set_aside_by_id, OLD.set_aside_ground) THEN
    RAISE EXCEPTION 'objection_stays_set_aside' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""
RECORDER = """
  IF NEW.recorded_by_id <> NEW.set_aside_by_id
     AND NEW.recorded_by_id = ANY (persons_records(NEW.set_aside_by_id)) THEN
    RAISE EXCEPTION 'objection_set_aside_by_another' USING ERRCODE = 'check_violation';
  END IF;"""
ASIDE_NOW = ASIDE.format(of_one="= ANY (persons_records(NEW.set_aside_by_id))", recorder=RECORDER)
ASIDE_BEFORE = ASIDE.format(of_one="= NEW.set_aside_by_id", recorder="")

# Two open cases from before the records were joined stay until one ends: only what opens is refused.
ONE = """
CREATE FUNCTION cases_one_natural_person() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM cases_caseperson p
             WHERE p.person_id = ANY (persons_records(NEW.person_id)) AND p.person_id <> NEW.person_id
               AND p.family = NEW.family AND p.is_open) THEN
    RAISE EXCEPTION 'one_open_case_of_one_natural_person' USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_caseperson_applies BEFORE INSERT ON cases_caseperson FOR EACH ROW
  WHEN (NEW.is_open) EXECUTE FUNCTION cases_one_natural_person();
CREATE TRIGGER cases_caseperson_opens BEFORE UPDATE ON cases_caseperson FOR EACH ROW
  WHEN (NEW.is_open AND NOT OLD.is_open) EXECUTE FUNCTION cases_one_natural_person();
"""

MOST = 60  # as in 0018, where this function is explained
ELSEWHERE = """
CREATE OR REPLACE FUNCTION cases_taken_elsewhere(persons bigint[], wanted text, on_day date)
RETURNS TABLE (person_id bigint, township varchar, kind text, programme varchar, apart boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH asked AS ({asked})
  SELECT a.person, c.township, 'case', c.programme, c.programme = 'tekun' OR c.alone
  FROM asked a JOIN cases_caseperson p ON p.person_id = a.record JOIN cases_case c ON c.id = p.case_id
  WHERE p.family = wanted AND p.is_open AND NOT coalesce(jiuzhu_sees(c.township::text), false)
  UNION ALL
  SELECT a.person, e.township, 'benefit', t.programme, t.personal OR t.programme = 'dibian'
  FROM asked a JOIN entitlements_entitledperson e ON e.person_id = a.record
  JOIN entitlements_entitlement t ON t.id = e.entitlement_id
  WHERE e.family = wanted AND e.span && daterange(on_day, NULL) AND NOT coalesce(jiuzhu_sees(e.township::text), false)
$$;
"""
OF_EACH = f"""SELECT q.person, r.record FROM unnest(persons) q(person), unnest(persons_records(q.person)) r(record)
    WHERE cardinality(persons) <= {MOST}"""
ALONE = f"SELECT q.person, q.person AS record FROM unnest(persons) q(person) WHERE cardinality(persons) <= {MOST}"


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0022_open_tasks"),
        ("entitlements", "0007_by_every_record"),
        ("persons", "0007_every_record"),
    ]

    operations = [
        migrations.RunSQL(ASIDE_NOW, reverse_sql=ASIDE_BEFORE),
        migrations.RunSQL(ONE, reverse_sql="DROP FUNCTION cases_one_natural_person() CASCADE"),
        migrations.RunSQL(ELSEWHERE.format(asked=OF_EACH), reverse_sql=ELSEWHERE.format(asked=ALONE)),
    ]
