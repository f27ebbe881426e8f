from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "jiuzhu.messages"
    label = "messages"
    verbose_name = "消息"
