"""An objection that says nothing of the family may be set aside: by another than who recorded or surveyed, for a reason."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import jiuzhu.ground.crypto

# Not by a person of another hand: who surveyed, or who is to approve.
BY_ANOTHER = """
CREATE FUNCTION cases_objection_set_aside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.set_aside_by_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM decisions_hand h JOIN cases_case c ON c.token = h.matter
    WHERE c.id = NEW.case_id AND h.person_id = NEW.set_aside_by_id AND h.hand <> 2
  ) THEN
    RAISE EXCEPTION 'objection_set_aside_by_another_hand' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.set_aside_on IS NOT NULL
     AND (NEW.set_aside_on, NEW.set_aside_by_id, NEW.set_aside_ground)
         IS DISTINCT FROM (OLD.set_aside_on, OLD.set_aside_by_id, OLD.set_aside_ground) THEN
    RAISE EXCEPTION 'objection_stays_set_aside' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_objection_set_aside BEFORE INSERT OR UPDATE ON cases_objection
  FOR EACH ROW EXECUTE FUNCTION cases_objection_set_aside();
"""

# A notice that met an objection does not end as clear, unless it was set aside (57.19).
CLEAR = """
CREATE OR REPLACE FUNCTION cases_publication_clear() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.outcome = 'clear' AND EXISTS (
    SELECT 1 FROM cases_objection o WHERE o.publication_id = NEW.id {unless}) THEN
    RAISE EXCEPTION 'publication_met_an_objection' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""


def person():
    """A key to a person that nobody reads backwards."""
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='persons.person'
    )


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0019_assistance'),
        ('decisions', '0001_initial'),
        ('persons', '0001_initial'),
    ]

    operations = [
        migrations.AddField('objection', 'recorded_by', person()),
        migrations.AddField('objection', 'set_aside_on', models.DateField(null=True)),
        migrations.AddField('objection', 'set_aside_by', person()),
        migrations.AddField(
            'objection',
            'set_aside_ground',
            models.CharField(blank=True, default='', max_length=12, verbose_name='为什么不按异议处理'),
            preserve_default=False,
        ),
        migrations.AddField(
            'objection',
            'set_aside_reason',
            jiuzhu.ground.crypto.EncryptedField(blank=True, default='', verbose_name='不按异议处理的理由'),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            'objection',
            models.CheckConstraint(
                condition=Q(set_aside_on__isnull=True, set_aside_by__isnull=True, set_aside_ground='', set_aside_reason='')
                | Q(
                    set_aside_on__gte=F('received_on'),
                    set_aside_by__isnull=False,
                    set_aside_ground__in=['says_nothing', 'other_family'],
                    handled_round__isnull=True,
                )
                & ~Q(set_aside_reason=''),
                name='objection_set_aside_for_a_reason',
            ),
        ),
        migrations.AddConstraint(
            'objection',
            models.CheckConstraint(
                condition=Q(set_aside_on__isnull=True)
                | Q(named=False)
                | Q(set_aside_ground='other_family', answered_on__isnull=False),
                name='objection_by_name_is_answered',
            ),
        ),
        migrations.AddConstraint(
            'objection',
            models.CheckConstraint(
                condition=Q(set_aside_by__isnull=True)
                | Q(recorded_by__isnull=True)
                | ~Q(set_aside_by=F('recorded_by')),
                name='objection_set_aside_by_another',
            ),
        ),
        migrations.RunSQL(BY_ANOTHER, reverse_sql="DROP FUNCTION cases_objection_set_aside() CASCADE"),
        migrations.RunSQL(
            CLEAR.format(unless="AND o.set_aside_on IS NULL"), reverse_sql=CLEAR.format(unless="")
        ),
    ]
