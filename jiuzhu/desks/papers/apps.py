from django.apps import AppConfig


class PapersDeskConfig(AppConfig):
    name = "jiuzhu.desks.papers"
    label = "desks_papers"
    verbose_name = "材料"
