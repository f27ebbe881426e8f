from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "jiuzhu.ground"
    verbose_name = "地基"

    def ready(self) -> None:
        """Lookups are known once their module is read."""
        from jiuzhu.ground import lookups  # noqa: F401
