from django.apps import AppConfig


class ProvinceConfig(AppConfig):
    name = "jiuzhu.province"
    label = "province"
    verbose_name = "与省系统核对"
