"""A case can be for single members; a finding keeps what the law said to every programme."""

from django.db import migrations, models

# Nobody is an open person of an ended case. While it runs, who only lives in the household of a 特困 person or a 单人户
# may stand beside it; the applicant does so only where single others enter.
PERSONS = """
CREATE OR REPLACE FUNCTION cases_person_as_open_as_the_case() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found cases_case;
BEGIN
  SELECT * INTO found FROM cases_case c WHERE c.id = NEW.case_id;
  IF NEW.is_open AND found.state <> 'open'
     OR NOT NEW.is_open AND found.state = 'open' AND NEW.person_id = found.applicant_id AND NOT found.alone THEN
    RAISE EXCEPTION 'person_as_open_as_the_case' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_refused_past_the_acts'),
        ('persons', '0001_initial'),
        ('registry', '0006_survey_for_tekun'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='alone',
            field=models.BooleanField(default=False, verbose_name='单人户'),
        ),
        migrations.AddField(
            model_name='finding',
            name='way',
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name='finding',
            name='ways',
            field=models.JSONField(default=list),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('alone', False), ('programme', 'dibao'), _connector='OR'), name='case_alone_is_dibao'),
        ),
        migrations.RunSQL(PERSONS, reverse_sql=migrations.RunSQL.noop),
    ]
