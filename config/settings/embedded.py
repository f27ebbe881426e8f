"""`./jz up`: the demo district on the embedded server. Demo sign-ins and the movable day are on."""

from config.settings.base import *  # noqa: F403

DEMO = True
