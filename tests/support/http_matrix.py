"""Asking for an address, saying in one letter what came of it, and undoing it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

LETTERS = {200: "p", 204: "e", 302: "r", 403: "n", 404: "-", 405: "m", 409: "c"}
SIGN_IN = re.compile(r"/(admin|accounts)/login/")
WRITING = ("INSERT", "UPDATE", "DELETE")
SESSIONS = re.compile(r'"(django_session|usersessions_usersession)"')
FORM = "application/x-www-form-urlencoded"


class Written:
    """What is written to the database, but for sessions, and not taken back."""

    def __init__(self):
        self.statements, self.marks = [], {}

    def __call__(self, execute, sql, params, many, context):
        verb, *_, last = sql.split()
        if verb in WRITING and not SESSIONS.search(sql):
            self.statements.append(sql)
        elif verb == "SAVEPOINT":
            self.marks[last] = len(self.statements)
        elif sql.startswith("ROLLBACK TO"):
            del self.statements[self.marks[last] :]
        return execute(sql, params, many, context)


@contextmanager
def undone(browser: Client) -> Iterator[None]:
    """Afterwards everything in the database and in the browser is as it was."""
    cookies = browser.cookies.copy()
    caches["default"].clear()  # attempts to sign in are counted there
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    browser.cookies = cookies


def sent(browser: Client, method: str, address: str, data: dict) -> str:
    """The letter of what comes of it, a capital when something was written."""
    written = Written()
    with connection.execute_wrapper(written):
        letter = letter_of(browser.generic(method, address, urlencode(data), FORM))
    return letter.upper() if written.statements else letter


def letter_of(response: HttpResponse) -> str:
    if SIGN_IN.match(response.headers.get("Location", "")):
        return "l"
    return LETTERS.get(response.status_code, f"?{response.status_code}")
