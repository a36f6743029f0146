"""After every migration: the ledger's triggers, its head row and its derived rows are as this release wants them."""

from collections.abc import Sequence

from django.apps import AppConfig, apps
from django.db import connection
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import receiver

from factcheck import ledger, workflow
from factcheck.records import registry


@receiver(pre_migrate, dispatch_uid="factcheck.ledger.make_way")
def make_way(
    sender: AppConfig, using: str, plan: Sequence[object] = (), **kwargs: object
) -> None:
    """SQLite makes a changed table anew, and refuses to while a trigger of another table speaks of it."""
    if (
        sender.name == "factcheck"
        and using == "default"
        and plan
        and connection.vendor == "sqlite"
    ):
        ledger.lift_guards()


@receiver(post_migrate, dispatch_uid="factcheck.ledger.guard")
def guard_the_ledger(sender: AppConfig, using: str, **kwargs: object) -> None:
    if sender.name == "factcheck" and using == "default":
        ledger.install_guards()
        ledger.rebuild_outdated()


@receiver(post_migrate, dispatch_uid="factcheck.workflow.roles")
def make_roles(sender: AppConfig, using: str, **kwargs: object) -> None:
    """After the last app that holds a kind of record, so that every permission exists."""
    labels = {kind.model._meta.app_label for kind in registry.all_kinds()}
    holding = [each for each in apps.get_app_configs() if each.label in labels]
    if sender == holding[-1] and using == "default":
        workflow.sync_roles()
