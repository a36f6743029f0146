import json
import socket
from types import SimpleNamespace

import pytest
import structlog
from celery import Celery
from celery.app.task import Context
from kombu.exceptions import OperationalError

from factcheck.config import celery, env, logs


def sender(broker, options):
    app = Celery("sender", set_as_current=False)
    app.conf.update(broker_url=broker, broker_transport_options=options)
    celery.make_folders(app)
    return app


def test_a_message_carries_the_request_behind_it(tmp_path):
    app = sender("filesystem://localhost", env.broker_options("", tmp_path))
    with structlog.contextvars.bound_contextvars(request_id="request-0001"):
        app.send_task("factcheck.nothing", retry=False)

    (letter,) = (tmp_path / "messages").iterdir()
    assert json.loads(letter.read_text())["headers"][logs.TASK_HEADER] == "request-0001"


def test_lines_of_a_task_name_it_and_the_request():
    task = SimpleNamespace(name="factcheck.nothing", request=Context({logs.TASK_HEADER: "request-0001"}))

    logs.bind_task("task-1", task)

    seen = structlog.contextvars.get_contextvars()
    structlog.contextvars.clear_contextvars()
    assert seen == {"task_id": "task-1", "task": "factcheck.nothing", "request_id": "request-0001"}


def test_messages_are_json_and_acknowledged_late():
    conf = celery.app.conf

    assert list(conf.accept_content) == ["json"]
    assert conf.task_acks_late
    assert conf.task_reject_on_worker_lost
    assert conf.worker_prefetch_multiplier == 1


def test_beat_sweeps_and_shows_that_it_is_alive():
    tasks = {entry["task"]: entry["schedule"] for entry in celery.app.conf.beat_schedule.values()}

    assert tasks == {"factcheck.sweep_jobs": 30, "factcheck.heartbeat": 10}


def test_a_broker_that_is_gone_is_reported():
    app = sender("redis://127.0.0.1:1/0", env.REDIS_BROKER)

    with pytest.raises(OperationalError):
        app.send_task("factcheck.nothing", retry=False)


@pytest.mark.slow
def test_a_broker_that_does_not_answer_is_reported():
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        app = sender(f"redis://127.0.0.1:{deaf.getsockname()[1]}/0", env.REDIS_BROKER)

        with pytest.raises(OperationalError):
            app.send_task("factcheck.nothing", retry=False)
