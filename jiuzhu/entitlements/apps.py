from django.apps import AppConfig


class EntitlementsConfig(AppConfig):
    name = "jiuzhu.entitlements"
    verbose_name = "待遇"
