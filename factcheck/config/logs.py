"""One JSON line an event, with the request or task that it belongs to."""

import logging
import re
import sys
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, overload

import structlog
from celery import Task
from django.http import HttpRequest, HttpResponse
from structlog.typing import EventDict, Processor

if TYPE_CHECKING:
    from sentry_sdk.types import Event

SAFE_REQUEST_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,127}")
TASK_HEADER = "factcheck_request_id"

SHARED_STEPS: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def without_trace_of_refusals(
    logger: logging.Logger, method: str, event: EventDict
) -> EventDict:
    """Where Django refused a request, the line says all; a traceback is for what nobody meant to happen."""
    if getattr(event.get("_record"), "status_code", 500) < 500:
        event.pop("exc_info", None)
    return event


# The rest of such an address is a key: whoever reads it in a log could use it.
KEYS = re.compile(r"(/guest/|/accounts/first-run/)[^/\s?#\"']+")


@overload
def without_keys(value: Mapping[str, Any]) -> dict[str, Any]: ...
@overload
def without_keys(value: object) -> object: ...
def without_keys(value: object) -> object:
    """The same text, list or dictionary of them with each key of an address written as `…`."""
    if isinstance(value, str):
        return KEYS.sub(r"\1…", value)
    if isinstance(value, dict):
        return {name: without_keys(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [without_keys(each) for each in value]
    return value


def keep_keys_out(logger: logging.Logger, method: str, event: EventDict) -> EventDict:
    """A step of a log line: no key of an address is written down."""
    return without_keys(event)


def sent_without_keys(event: "Event", hint: dict) -> "Event":
    """What is sent to Sentry, in which an address stands in several places."""
    return cast("Event", without_keys(event))


# What a client did wrong and Django refused. It would log each as an error, and alarms would ring for every scanner.
REFUSED = (
    "DisallowedHost",
    "TooManyFieldsSent",
    "TooManyFilesSent",
    "RequestDataTooBig",
)


def as_warning(record: logging.LogRecord) -> bool:
    """A filter that lets every record through, as a warning at most."""
    if record.levelno > logging.WARNING:
        record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True


# What the site does not do, and says so: the mistake is the client's, however high the number.
NOT_DONE_HERE = 501


def not_done_as_warning(record: logging.LogRecord) -> bool:
    """A filter that lets every record through, the answer to what the site does not do as a warning at most."""
    if getattr(record, "status_code", None) == NOT_DONE_HERE:
        return as_warning(record)
    return True


LAST_STEPS: list[Processor] = [
    without_trace_of_refusals,
    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
    structlog.processors.format_exc_info,
    keep_keys_out,
    structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=False),
]


def output_stream() -> str:
    """Commands keep standard output for their answer; everything else logs there."""
    if Path(sys.argv[0]).name == "manage.py":
        return "ext://sys.stderr"
    return "ext://sys.stdout"


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
    refusals = {}
    for name in REFUSED:
        refusals[f"django.security.{name}"] = {"filters": ["as warning"]}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": json_formatter}},
        "filters": {
            "as warning": {"()": lambda: as_warning},
            "not done as warning": {"()": lambda: not_done_as_warning},
        },
        "handlers": {
            "lines": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "stream": output_stream(),
            }
        },
        "root": {"handlers": ["lines"], "level": "INFO"},
        "loggers": {
            **refusals,
            "django.request": {"filters": ["not done as warning"]},
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "INFO", "propagate": True},
            "gunicorn.error": {"handlers": [], "propagate": True},
            "gunicorn.access": {"handlers": [], "propagate": True},
            "celery.beat": {"level": "WARNING"},
            # "received": another line says when a task is done
            "celery.worker.strategy": {"level": "WARNING"},
        },
    }


def json_formatter() -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED_STEPS, processors=LAST_STEPS
    )


class RequestIdMiddleware:
    """Give each request an id, or keep that of the client or proxy when it is safe to log; answer with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = accepted_id(request.headers.get("X-Request-ID", ""))
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
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
