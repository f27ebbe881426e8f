from django.apps import AppConfig


class OversightDeskConfig(AppConfig):
    name = "jiuzhu.desks.oversight"
    label = "desks_oversight"
    verbose_name = "监督"
