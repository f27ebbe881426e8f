"""WSGI entry of the web processes."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")
# A thread that comes back from the database waits for the one that computes, up to this long, after every question.
# With the usual 5 ms sixteen people at once waited up to twice as long for a case page (docs/benchmarks.md).
sys.setswitchinterval(0.0005)
application = get_wsgi_application()
