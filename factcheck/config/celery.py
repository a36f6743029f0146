import os
from pathlib import Path

from celery import Celery
from celery.signals import before_task_publish, setup_logging, task_prerun
from kombu.transport import TRANSPORT_ALIASES

from . import logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.config.settings")

TRANSPORT_ALIASES["letters"] = "factcheck.config.file_transport:Transport"

app = Celery("factcheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["factcheck"])
app.steps["worker"].add("factcheck.imports.heartbeats:WorkerHeart")


@app.on_after_configure.connect
def make_folders(sender: Celery, **kwargs: object) -> None:
    """The filesystem transport and beat write to folders that they do not make themselves."""
    options = sender.conf.broker_transport_options
    folders = [os.path.dirname(sender.conf.beat_schedule_filename)]
    for name, path in options.items():
        if name.endswith(("_folder", "_in", "_out")):
            folders.append(path)
    for folder in folders:
        Path(folder).mkdir(parents=True, exist_ok=True)


@setup_logging.connect
def keep_our_logging(**kwargs: object) -> None:
    """Being connected is enough: Celery then leaves logging as the settings made it."""


before_task_publish.connect(logs.send_request_id)
task_prerun.connect(logs.bind_task)
