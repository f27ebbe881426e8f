"""Row security of what waits; a published figure is never changed, proposals never deleted."""

from django.db import migrations

from jiuzhu.ground import roles


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_proposals"), ("ground", "0002_rules")]

    operations = [
        roles.row_security("figures_figureproposal"),
        roles.only_added("figures_publishedfigure"),
    ]
