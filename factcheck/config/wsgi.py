import os
from collections.abc import Callable, Iterable, Iterator

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.config.settings")

answer = get_wsgi_application()


class Bodiless:
    """The answer to a HEAD: an answer's body, closed by the server as usual and never sent."""

    def __init__(self, body: Iterable[bytes]):
        self.body = body

    def __iter__(self) -> Iterator[bytes]:
        return iter(())

    def close(self) -> None:
        if close := getattr(self.body, "close", None):
            close()


def application(environ: dict, start_response: Callable) -> Iterable[bytes]:
    """The site. Django answers a HEAD like a GET, and servers complain of a body there."""
    body = answer(environ, start_response)
    return Bodiless(body) if environ["REQUEST_METHOD"] == "HEAD" else body
