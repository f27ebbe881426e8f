from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "jiuzhu.sharing"
    verbose_name = "合作方"
