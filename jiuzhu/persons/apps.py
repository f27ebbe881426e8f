from django.apps import AppConfig


class PersonsConfig(AppConfig):
    name = "jiuzhu.persons"
    verbose_name = "自然人"
