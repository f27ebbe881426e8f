from django.apps import AppConfig


class PayoutDeskConfig(AppConfig):
    name = "jiuzhu.desks.payout"
    label = "desks_payout"
    verbose_name = "发放"
