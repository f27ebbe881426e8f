from django.apps import AppConfig


class StewardsDeskConfig(AppConfig):
    name = "jiuzhu.desks.stewards"
    label = "desks_stewards"
    verbose_name = "管理"
