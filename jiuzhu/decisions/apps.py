from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "jiuzhu.decisions"
    verbose_name = "决定与三人"
