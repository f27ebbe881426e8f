from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "jiuzhu.figures"
    verbose_name = "本区公布的数字"
