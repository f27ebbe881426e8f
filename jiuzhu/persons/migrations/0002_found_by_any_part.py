"""Indexes for looking up people by any characters of the name, and by the beginning of a reading or of initials."""

from django.db import migrations

NAMES = """
CREATE INDEX person_by_characters ON persons_person USING gin (string_to_array(name, NULL)) WITH (fastupdate = off);
CREATE INDEX person_by_reading ON persons_person USING gin (to_tsvector('simple', search_key)) WITH (fastupdate = off);
"""


class Migration(migrations.Migration):

    dependencies = [("persons", "0001_initial")]

    operations = [
        migrations.RunSQL(NAMES, reverse_sql="DROP INDEX person_by_characters; DROP INDEX person_by_reading;"),
    ]
