from django.apps import AppConfig


class IntakeDeskConfig(AppConfig):
    name = "jiuzhu.desks.intake"
    label = "desks_intake"
    verbose_name = "登记"
