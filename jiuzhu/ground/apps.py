from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "jiuzhu.ground"
    verbose_name = "地基"
