from django.apps import AppConfig


class SharedDeskConfig(AppConfig):
    name = "jiuzhu.desks.shared"
    label = "desks_shared"
    verbose_name = "公用"
