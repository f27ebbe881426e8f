from django.apps import AppConfig


class BoardDesk(AppConfig):
    name = "jiuzhu.desks.board"
    label = "desks_board"
    verbose_name = "公示栏"
