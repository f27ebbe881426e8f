"""Photos of the posted sheet: only added, of a notice of the same case, while the case is open."""

import django.db.models.deletion
from django.db import migrations, models

from jiuzhu.ground import roles

OF_ITS_NOTICE = """
CREATE FUNCTION cases_photo_of_its_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM cases_publication p WHERE p.id = NEW.publication_id AND (
      p.case_id <> NEW.case_id OR NEW.taken_on < p.first_day - 1
      OR NEW.moment = 'end' AND NEW.taken_on < p.last_day AND p.outcome <> 'objected')
  ) THEN
    RAISE EXCEPTION 'photo_of_its_notice' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_photo_of_its_notice BEFORE INSERT ON cases_noticephoto
  FOR EACH ROW EXECUTE FUNCTION cases_photo_of_its_notice();
CREATE TRIGGER cases_noticephoto_while_open BEFORE INSERT ON cases_noticephoto
  FOR EACH ROW EXECUTE FUNCTION cases_only_while_open();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0010_near_relatives'),
        ('ground', '0002_rules'),
        ('persons', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='NoticePhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entered_on', models.DateField()),
                ('late_reason', models.CharField(blank=True, max_length=200, verbose_name='补录原因')),
                ('township', models.CharField(max_length=9)),
                ('moment', models.CharField(max_length=5)),
                ('taken_on', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='persons.person')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='notice_photos', to='cases.case')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='ground.storedfile')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='photos', to='cases.publication')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('moment__in', ['start', 'end'])), name='notice_photo_moment_known'), models.CheckConstraint(condition=models.Q(('entered_on__gte', models.F('taken_on'))), name='notice_photo_entered_after')],
            },
        ),
        roles.row_security("cases_noticephoto"),
        roles.only_added("cases_noticephoto"),
        migrations.RunSQL(OF_ITS_NOTICE, reverse_sql="DROP FUNCTION cases_photo_of_its_notice() CASCADE"),
    ]
