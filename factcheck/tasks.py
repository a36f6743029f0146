"""What the worker is woken for. Each takes an id or nothing, and calls one function."""

from celery import shared_task

from . import imports, workflow
from .imports import retention


@shared_task(name="factcheck.run_import")
def run_import(pk: int) -> None:
    imports.run(pk)


@shared_task(name="factcheck.sweep_jobs")
def sweep_jobs() -> None:
    imports.sweep()


@shared_task(name="factcheck.poll_feeds")
def poll_feeds() -> None:
    imports.poll()


@shared_task(name="factcheck.publish_due")
def publish_due() -> None:
    workflow.publish_due()
    imports.beat(imports.SCHEDULER)


@shared_task(name="factcheck.warn_of_holds")
def warn_of_holds() -> None:
    workflow.warn_of_holds()


@shared_task(name="factcheck.clean_up")
def clean_up() -> None:
    retention.clean_up()
