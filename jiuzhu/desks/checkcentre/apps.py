from django.apps import AppConfig


class CheckCentreDeskConfig(AppConfig):
    name = "jiuzhu.desks.checkcentre"
    label = "desks_checkcentre"
    verbose_name = "核对中心"
