"""One JSON line an event, with the request or task that it belongs to."""

import logging
import re
import sys
import uuid
from collections.abc import Callable
from pathlib import Path

import structlog
from celery import Task
from django.http import HttpRequest, HttpResponse

SAFE_REQUEST_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{7,63}")
TASK_HEADER = "factcheck_request_id"

SHARED_STEPS = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def without_trace_of_refusals(logger: logging.Logger, method: str, event: dict) -> dict:
    """Where Django refused a request, the line says all; a traceback is for what nobody meant to happen."""
    if getattr(event.get("_record"), "status_code", 500) < 500:
        event.pop("exc_info", None)
    return event


LAST_STEPS = [
    without_trace_of_refusals,
    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
    structlog.processors.format_exc_info,
    structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=False),
]


def output_stream() -> str:
    """Commands keep standard output for their answer; everything else logs there."""
    return "ext://sys.stderr" if Path(sys.argv[0]).name == "manage.py" else "ext://sys.stdout"


def configure() -> dict:
    """Set structlog up and return Django's LOGGING, so that both write the same lines."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED_STEPS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": json_formatter}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json", "stream": output_stream()}},
        "root": {"handlers": ["lines"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "INFO", "propagate": True},
            "gunicorn.error": {"handlers": [], "propagate": True},
            "gunicorn.access": {"handlers": [], "propagate": True},
            "celery.beat": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},  # "received"; that it was done is said elsewhere
        },
    }


def json_formatter() -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=SHARED_STEPS, processors=LAST_STEPS)


class RequestIdMiddleware:
    """Give each request an id, or keep the proxy's when it is safe to log; answer with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = accepted_id(request.headers.get("X-Request-ID", ""))
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.id)
        response = self.get_response(request)
        response["X-Request-ID"] = request.id
        return response


def accepted_id(offered: str) -> str:
    return offered if SAFE_REQUEST_ID.fullmatch(offered) else uuid.uuid4().hex


def send_request_id(headers: dict, **kwargs: object) -> None:
    """The message of a task carries the id of the request, or task, that sent it."""
    if request_id := structlog.contextvars.get_contextvars().get("request_id"):
        headers[TASK_HEADER] = request_id


def bind_task(task_id: str, task: Task, **kwargs: object) -> None:
    """Lines written in a task name the task and the request behind it."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(task_id=task_id, task=task.name)
    if request_id := getattr(task.request, TASK_HEADER, None):
        structlog.contextvars.bind_contextvars(request_id=request_id)
