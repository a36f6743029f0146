"""An address that is a key in itself stands in no log, and is sent to nobody who counts errors."""

import json
import logging

import pytest

from factcheck.config import logs

KEY = "Zz9-key_of-a-link"
ADDRESSES = [
    f"/guest/{KEY}/",
    f"/guest/{KEY}?lang=da",
    f"/accounts/first-run/{KEY}/",
    f"https://record.example/guest/{KEY}",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_line_of_the_log_holds_it(address):
    try:
        raise ValueError(f"failed at {address}")
    except ValueError as error:
        trace = (type(error), error, error.__traceback__)
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "Error: %s", (address,), trace
    )

    line = logs.json_formatter().format(record)

    assert KEY not in line
    assert "…" in json.loads(line)["event"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_that_is_sent_holds_it(address):
    event = {
        "request": {"url": address, "headers": {"Referer": address}},
        "breadcrumbs": [{"message": f"GET {address}"}],
    }

    assert KEY not in json.dumps(logs.sent_without_keys(event, {}))


def test_every_other_address_is_logged_as_it_is():
    assert (
        logs.without_keys("GET /claims/guest/?q=first-run")
        == "GET /claims/guest/?q=first-run"
    )
