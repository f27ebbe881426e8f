from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "jiuzhu.cases"
    verbose_name = "案件"
