from django.apps import AppConfig


class ProvinceDeskConfig(AppConfig):
    name = "jiuzhu.desks.province"
    label = "desks_province"
    verbose_name = "省系统"
