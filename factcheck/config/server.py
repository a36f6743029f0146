"""How gunicorn runs the site, `--config python:factcheck.config.server`: it logs as we do and keeps no files."""

from datetime import timedelta

import structlog
from gunicorn.glogging import Logger

from . import logs


class Lines(Logger):
    """A line a request, with the id that its answer carried. Who asked is not written down."""

    def access(self, resp: object, req: object, environ: dict, request_time: timedelta) -> None:
        answered = {name.lower(): value for name, value in resp.headers}
        structlog.get_logger("gunicorn.access").info(
            "request",
            method=environ["REQUEST_METHOD"],
            path=environ["RAW_URI"],
            status=int(str(resp.status).split()[0]),
            milliseconds=round(request_time / timedelta(milliseconds=1)),
            request_id=answered.get("x-request-id", ""),
        )


logger_class = Lines
limit_request_line = 8190  # the longest that gunicorn takes: whoever types 5,000 letters gets a page of ours
logconfig_dict = logs.configure()
control_socket_disable = True
