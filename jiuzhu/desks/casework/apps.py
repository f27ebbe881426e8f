from django.apps import AppConfig


class CaseworkDeskConfig(AppConfig):
    name = "jiuzhu.desks.casework"
    label = "desks_casework"
    verbose_name = "办案"
