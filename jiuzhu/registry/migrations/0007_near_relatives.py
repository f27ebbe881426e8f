"""近亲属备案 in rows of their own: who, what they are to the family, where they work. What was one line stays a row."""

import django.db.models.deletion
from django.db import migrations, models

from jiuzhu.ground import roles

KEPT = """
INSERT INTO registry_nearrelative (household_id, township, name, kin, post, registered_on)
SELECT h.id, h.township, '见备案内容', 'other', h.relative_of_officer, coalesce(
  (SELECT min(c.signed_on) FROM registry_consent c WHERE c.household_id = h.id), DATE '2021-01-01')
FROM registry_household h WHERE h.relative_of_officer <> '';
"""
# Who is registered belongs to a household that is registered as related, and that stays so (57.11).
FIT = """
CREATE FUNCTION registry_relatives_fit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'registry_household' THEN
    IF OLD.related AND NOT NEW.related THEN
      RAISE EXCEPTION 'related_household_stays_registered' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF NOT EXISTS (SELECT 1 FROM registry_household h WHERE h.id = NEW.household_id AND h.related) THEN
    RAISE EXCEPTION 'relative_of_a_registered_household' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER registry_household_stays_related BEFORE UPDATE OF related ON registry_household
  FOR EACH ROW EXECUTE FUNCTION registry_relatives_fit();
CREATE TRIGGER registry_nearrelative_registered BEFORE INSERT OR UPDATE ON registry_nearrelative
  FOR EACH ROW EXECUTE FUNCTION registry_relatives_fit();
"""
RELATED = "UPDATE registry_household SET related = true WHERE relative_of_officer <> ''"
KIN = ["spouse", "child", "parent", "sibling", "grandparent", "grandchild", "other"]


class Migration(migrations.Migration):

    dependencies = [
        ('ground', '0002_rules'),
        ('persons', '0001_initial'),
        ('registry', '0006_survey_for_tekun'),
    ]

    operations = [
        migrations.AddField(
            model_name='household',
            name='related',
            field=models.BooleanField(default=False, verbose_name='近亲属备案'),
        ),
        migrations.RunSQL(RELATED, reverse_sql=migrations.RunSQL.noop),
        migrations.CreateModel(
            name='NearRelative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('township', models.CharField(max_length=9)),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('kin', models.CharField(max_length=12, verbose_name='是家庭成员的什么人')),
                ('post', models.CharField(max_length=120, verbose_name='单位和岗位')),
                ('registered_on', models.DateField()),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='relatives', to='registry.household')),
                ('officer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='persons.person')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('name', ''), _negated=True) & models.Q(('post', ''), _negated=True), name='relative_is_named'),
                    models.CheckConstraint(condition=models.Q(('kin__in', KIN)), name='relative_kin_known'),
                ],
            },
        ),
        migrations.RunSQL(KEPT, reverse_sql=migrations.RunSQL.noop),
        migrations.RemoveField(model_name='household', name='relative_of_officer'),
        roles.row_security('registry_nearrelative'),
        migrations.RunSQL(FIT, reverse_sql="DROP FUNCTION registry_relatives_fit() CASCADE"),
    ]
