from django.apps import AppConfig


class DeterminationsConfig(AppConfig):
    name = "jiuzhu.determinations"
    verbose_name = "成批认定"
