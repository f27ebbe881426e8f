"""What is announced after a grant: only added, and what its decision says (57.24, ssf.45)."""

import django.db.models.deletion
from django.db import migrations, models

from jiuzhu.ground import roles

SAYS_ITS_DECISION = """
CREATE FUNCTION cases_announcement_says_its_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM decisions_decision d JOIN cases_case c ON c.token = d.matter
    WHERE c.id = NEW.case_id AND d.outcome = 'approve' AND d.programme = NEW.programme
      AND d.amount_fen IS NOT DISTINCT FROM NEW.amount_fen AND d.members_count = NEW.members_count
      AND d.effective_from = NEW.effective_from AND d.decided_on <= NEW.first_day
  ) THEN
    RAISE EXCEPTION 'announcement_says_its_decision' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_announcement_says_its_decision BEFORE INSERT ON cases_announcement
  FOR EACH ROW EXECUTE FUNCTION cases_announcement_says_its_decision();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0013_fast_lists'),
        ('decisions', '0004_signed_by_their_hand'),
        ('ground', '0002_rules'),
    ]

    operations = [
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('township', models.CharField(max_length=9)),
                ('village', models.CharField(max_length=12)),
                ('programme', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=60)),
                ('members_count', models.SmallIntegerField()),
                ('amount_fen', models.BigIntegerField(null=True)),
                ('effective_from', models.DateField()),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.RESTRICT, related_name='announcement', to='cases.case')),
            ],
            options={
                'indexes': [models.Index(fields=['township', 'last_day'], name='announcement_standing')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='announcement_ends_after_start')],
            },
        ),
        roles.row_security("cases_announcement"),
        roles.only_added("cases_announcement"),
        migrations.RunSQL(SAYS_ITS_DECISION, reverse_sql="DROP FUNCTION cases_announcement_says_its_decision() CASCADE"),
    ]
