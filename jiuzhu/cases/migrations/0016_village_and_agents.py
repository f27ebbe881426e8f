"""An application a village worker hands in waits for the window; who acts for the family lays no hand on its matter."""

import django.db.models.deletion
from django.db import migrations, models

# As before, and neither does whoever acts for the family under a power of attorney.
FAMILY = """
CREATE OR REPLACE FUNCTION cases_no_hand_of_the_family() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'decisions_hand' THEN
    IF EXISTS (SELECT 1 FROM cases_caseperson p JOIN cases_case c ON c.id = p.case_id
               WHERE c.token = NEW.matter AND p.person_id = NEW.person_id) THEN
      RAISE EXCEPTION 'hand_of_the_family' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM registry_nearrelative r JOIN cases_case c ON c.household_id = r.household_id
               WHERE c.token = NEW.matter AND r.officer_id = NEW.person_id) THEN
      RAISE EXCEPTION 'hand_of_a_near_relative' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM registry_agent a JOIN cases_case c ON c.household_id = a.household_id
               WHERE c.token = NEW.matter AND a.person_id = NEW.person_id) THEN
      RAISE EXCEPTION 'hand_of_the_agent' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF EXISTS (SELECT 1 FROM decisions_hand h JOIN cases_case c ON c.token = h.matter
                WHERE c.id = NEW.case_id AND h.person_id = NEW.person_id) THEN
    RAISE EXCEPTION 'hand_of_the_family' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0015_tasks_by_due_day'),
        ('persons', '0001_initial'),
        ('registry', '0009_agents'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='enquiry',
            name='enquiry_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='enquiry',
            name='enquiry_closed_one_way',
        ),
        migrations.AddField(
            model_name='enquiry',
            name='handed_in_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='persons.person'),
        ),
        migrations.AddField(
            model_name='enquiry',
            name='handed_in_on',
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name='enquiry',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['handed_in', 'sent_back', 'noticed', 'answered', 'accepted', 'not_accepted'])), name='enquiry_state_known'),
        ),
        migrations.AddConstraint(
            model_name='enquiry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', True), ('closed_on__isnull', True), ('reason', ''), ('state__in', ['handed_in', 'noticed', 'answered'])), models.Q(('case__isnull', True), ('closed_on__isnull', True), ('state', 'sent_back'), models.Q(('reason', ''), _negated=True)), models.Q(('case__isnull', False), ('closed_on__isnull', False), ('reason', ''), ('state', 'accepted')), models.Q(('case__isnull', True), ('closed_on__isnull', False), ('state', 'not_accepted'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='enquiry_closed_one_way'),
        ),
        migrations.AddConstraint(
            model_name='enquiry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['handed_in', 'sent_back']), _negated=True), models.Q(('handed_in_by__isnull', False), ('handed_in_on__isnull', False)), _connector='OR'), name='enquiry_handed_in_by_someone'),
        ),
        migrations.RunSQL(FAMILY, reverse_sql=migrations.RunSQL.noop),
    ]
