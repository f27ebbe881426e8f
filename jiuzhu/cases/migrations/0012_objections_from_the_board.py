"""Objections have a number to quote; one from the public board is of a day on which its notice stood there."""

from django.db import migrations, models

ON_THE_BOARD = """
CREATE FUNCTION cases_objection_while_posted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.channel = 'board' AND EXISTS (
    SELECT 1 FROM cases_publication p WHERE p.id = NEW.publication_id AND (
      p.closed_on IS NOT NULL OR NEW.received_on NOT BETWEEN p.first_day AND p.last_day)
  ) THEN
    RAISE EXCEPTION 'objection_while_posted' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_objection_while_posted BEFORE INSERT ON cases_objection
  FOR EACH ROW EXECUTE FUNCTION cases_objection_while_posted();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0011_notice_photos'),
    ]

    operations = [
        migrations.AddField(
            model_name='objection',
            name='number',
            field=models.CharField(blank=True, default='', max_length=40, verbose_name='异议编号'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='objection',
            name='channel',
            field=models.CharField(default='entered', max_length=7),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['entered', 'board'])), name='objection_channel_known'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number',), name='objection_number_once'),
        ),
        migrations.RunSQL(ON_THE_BOARD, reverse_sql="DROP FUNCTION cases_objection_while_posted() CASCADE"),
    ]
