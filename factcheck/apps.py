from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FactcheckConfig(AppConfig):
    name = "factcheck"
    verbose_name = "Fact check"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Each app registers its kinds, its tables and its checks; the ledger's guards follow every migration."""
        autodiscover_modules("records.kinds")
        autodiscover_modules("workflow.redaction_rules")
        autodiscover_modules("workflow.checks")
        autodiscover_modules("workflow.receivers")
