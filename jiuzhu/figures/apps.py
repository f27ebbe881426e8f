from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "jiuzhu.figures"
    verbose_name = "本区公布的数字"

    def ready(self) -> None:
        """The law's calendar asks here about years it has no file of."""
        from jiuzhu.figures.years import announced
        from jiuzhu.law.calendar import announced_by

        announced_by(announced)
