"""Pages of papers. What was uploaded is never exchanged or deleted; a better page is added beside it."""

import django.db.models.deletion
from django.db import migrations, models

from jiuzhu.ground import roles

PAPERS_STAY = """
CREATE FUNCTION cases_papers_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'papers are never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.original_id <> OLD.original_id OR NEW.case_id <> OLD.case_id
     OR (OLD.better_id IS NOT NULL AND NEW.better_id IS DISTINCT FROM OLD.better_id) THEN
    RAISE EXCEPTION 'papers are never exchanged' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_papers_stay BEFORE UPDATE OR DELETE ON cases_paper
  FOR EACH ROW EXECUTE FUNCTION cases_papers_stay();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0006_enquiry_once_per_applicant'),
        ('ground', '0002_rules'),
        ('persons', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('township', models.CharField(max_length=9)),
                ('turn', models.SmallIntegerField(default=0, verbose_name='旋转')),
                ('crop_left', models.SmallIntegerField(default=0)),
                ('crop_top', models.SmallIntegerField(default=0)),
                ('crop_right', models.SmallIntegerField(default=1000)),
                ('crop_bottom', models.SmallIntegerField(default=1000)),
                ('legible', models.BooleanField(null=True, verbose_name='清楚')),
                ('added_on', models.DateField()),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='persons.person')),
                ('better', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='worse', to='cases.paper')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='papers', to='cases.case')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='pages', to='cases.document')),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='ground.storedfile')),
                ('shown', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='ground.storedfile')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('turn__in', [0, 90, 180, 270])), name='paper_turned_by_quarters'), models.CheckConstraint(condition=models.Q(('crop_left__gte', 0), ('crop_top__gte', 0), ('crop_right__lte', 1000), ('crop_bottom__lte', 1000), ('crop_left__lt', models.F('crop_right')), ('crop_top__lt', models.F('crop_bottom'))), name='paper_crop_leaves_something'), models.CheckConstraint(condition=models.Q(('better__isnull', True), ('better__gt', models.F('id')), _connector='OR'), name='paper_better_one_came_later')],
            },
        ),
        roles.row_security("cases_paper"),
        migrations.RunSQL(PAPERS_STAY, reverse_sql="DROP FUNCTION cases_papers_stay() CASCADE"),
    ]
