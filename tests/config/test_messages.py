import json
import os
import socket
from types import SimpleNamespace

import pytest
import structlog
from celery import Celery
from celery.app.task import Context
from kombu.exceptions import OperationalError

from factcheck.config import celery, env, logs

LETTERS = "letters://localhost"


def sender(broker, options):
    app = Celery("sender", set_as_current=False)
    app.conf.update(broker_url=broker, broker_transport_options=options)
    celery.make_folders(app)
    return app


def test_a_message_carries_the_request_behind_it(tmp_path):
    app = sender(LETTERS, env.broker_options("", tmp_path))
    with structlog.contextvars.bound_contextvars(request_id="request-0001"):
        app.send_task("factcheck.nothing", retry=False)

    (letter,) = (tmp_path / "messages").iterdir()
    assert json.loads(letter.read_text())["headers"][logs.TASK_HEADER] == "request-0001"


def read_one(app: Celery):
    """What a worker that looks into the folder now is handed; None for nothing."""
    with app.connection() as connection, connection.SimpleQueue("celery") as queue:
        try:
            return queue.get(block=False).payload
        except queue.Empty:
            return None


def test_a_letter_that_is_still_being_written_is_not_read(tmp_path, monkeypatch):
    app = sender(LETTERS, env.broker_options("", tmp_path))
    seen = []
    whole = os.replace

    def look_and_replace(*paths):
        seen.append(read_one(app))
        whole(*paths)

    monkeypatch.setattr(os, "replace", look_and_replace)
    app.send_task("factcheck.nothing", retry=False)

    assert seen == [None]
    assert read_one(app) is not None


@pytest.mark.parametrize("text", ["", "{", "\udcff"], ids=["empty", "cut", "no text"])
def test_a_letter_that_cannot_be_read_is_stepped_over(tmp_path, text):
    app = sender(LETTERS, env.broker_options("", tmp_path))
    (tmp_path / "messages" / "0_broken.celery.msg").write_bytes(
        text.encode("utf-8", "surrogateescape")
    )
    app.send_task("factcheck.nothing", retry=False)

    assert read_one(app) is None
    assert read_one(app) is not None


def test_lines_of_a_task_name_it_and_the_request():
    task = SimpleNamespace(
        name="factcheck.nothing", request=Context({logs.TASK_HEADER: "request-0001"})
    )

    logs.bind_task("task-1", task)

    seen = structlog.contextvars.get_contextvars()
    structlog.contextvars.clear_contextvars()
    assert seen == {
        "task_id": "task-1",
        "task": "factcheck.nothing",
        "request_id": "request-0001",
    }


def test_messages_are_json_and_acknowledged_late():
    conf = celery.app.conf

    assert list(conf.accept_content) == ["json"]
    assert conf.task_acks_late
    assert conf.task_reject_on_worker_lost
    assert conf.worker_prefetch_multiplier == 1


def test_what_the_beat_sends():
    tasks = {
        entry["task"]: entry["schedule"]
        for entry in celery.app.conf.beat_schedule.values()
    }

    assert tasks == {
        "factcheck.sweep_jobs": 10,
        "factcheck.poll_feeds": 60,
        "factcheck.publish_due": 30,
        "factcheck.warn_of_holds": 3600,
        "factcheck.clean_up": 24 * 3600,
    }


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
