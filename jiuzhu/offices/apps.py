from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "jiuzhu.offices"
    verbose_name = "机构与岗位"
