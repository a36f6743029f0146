"""After every migration: the ledger's triggers, its head row and its derived rows are as this release wants them."""

from django.db.models.signals import post_migrate
from django.dispatch import receiver

from factcheck import ledger, workflow


@receiver(post_migrate, dispatch_uid="factcheck.ledger.guard")
def guard_the_ledger(sender, using, **kwargs):
    if sender.name == "factcheck" and using == "default":
        ledger.install_guards()
        ledger.rebuild_outdated()


@receiver(post_migrate, dispatch_uid="factcheck.workflow.roles")
def make_roles(sender, using, **kwargs):
    """After the last app of ours, so that every permission exists."""
    if sender.name == "timeline" and using == "default":
        workflow.sync_roles()
