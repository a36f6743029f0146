import re
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from support.people import World, person

from factcheck.models import Record

WARNING = re.compile(
    r'<input type="checkbox" name="([^"]+-acknowledged)" value="([^"]+)"'
)


class Desk:
    """A browser in which one person has signed in; it fills in the forms that the pages show."""

    def __init__(self, name: str):
        self.client = Client()
        self.client.force_login(person(name))

    def get(self, url: str) -> HttpResponse:
        return self.client.get(url)

    def form(self, url: str, form_id: str = "") -> dict:
        """What a form of the page would send as it stands."""
        return read_form(self.get(url), form_id)

    @staticmethod
    def form_of(answer: HttpResponse, form_id: str) -> dict:
        """What a form of a page that answered a post would send as it stands."""
        return read_form(answer, form_id)

    def save(
        self, record: Record, opened: dict | None = None, **changes
    ) -> HttpResponse:
        """Save the record's form, as it was opened or opened now, with some fields typed anew."""
        url = change_url(record)
        data = opened or self.form(url, f"{record.kind}_form")
        return self.post(url, data | changes | {"_continue": "Save"})

    def post(self, url: str, data: dict) -> HttpResponse:
        return self.client.post(
            url,
            urlencode(data, doseq=True),
            content_type="application/x-www-form-urlencoded",
        )

    def do(self, record: Record, verb: str, **data) -> HttpResponse:
        """Do a verb through its page."""
        url = verb_url(record, verb) + (
            f"?into={data['into']}" if "into" in data else ""
        )
        return self.post(url, self.form(url, "act") | data)

    def act_on_list(
        self, action: str, *records: Record, shown: dict | None = None, **data
    ) -> HttpResponse:
        """Do an action of the list to these rows, as the list showed them earlier or shows them now."""
        chosen = {
            "action": action,
            "_selected_action": [record.pk for record in records],
        }
        shown = self.list_of(records[0]) if shown is None else shown
        return self.client.post(
            list_url(records[0]), shown | chosen | data, follow=True
        )

    def list_of(self, record: Record) -> dict:
        """What the list of the record's kind carries for its rows, each with the version that it shows."""
        sent = read_form(self.get(f"{list_url(record)}?turn=all"), "changelist-form")
        return {
            name: value for name, value in sent.items() if name.startswith("version-")
        }

    def publish(self, *records: Record, emergency: str = "", **data) -> HttpResponse:
        """Publish the records as one set through the preflight page, every warning ticked."""
        url = reverse(
            f"admin:factcheck_claim_{'emergency' if emergency else 'publish'}"
        )
        url += "?" + urlencode(
            [("of", f"{record.kind}:{record.uid}") for record in records]
        )
        asked = self.form(url, "publish") | ({"reason": emergency} if emergency else {})
        return self.post(url, asked | self.ticked(url) | data)

    def ticked(self, url: str) -> dict[str, list[str]]:
        """Every warning that the preflight page asks to be acknowledged."""
        found: dict[str, list[str]] = {}
        for name, value in WARNING.findall(self.get(url).content.decode()):
            found.setdefault(name, []).append(value)
        return found


class FormReader(HTMLParser):
    """Reads what one form of a page would send."""

    def __init__(self, form_id: str):
        super().__init__()
        self.form_id, self.inside, self.sent = form_id, False, {}
        self.select = self.area = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        elif not self.inside:
            return
        elif tag == "input":
            self._input(given)
        elif tag == "select":
            self.select = given["name"]
        elif tag == "option" and "selected" in given and self.select:
            self._add(self.select, given.get("value", ""))
        elif tag == "textarea":
            self.area, self.text = given["name"], ""

    def handle_data(self, data):
        if self.area:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            self._add(self.area, self.text.removeprefix("\n"))
            self.area = None
        elif tag == "form":
            self.inside = False

    def _input(self, given):
        if given.get("type") in ("submit", "button", "file"):
            return
        ticked = given.get("type") in ("checkbox", "radio")
        if not ticked or "checked" in given:
            self._add(
                given.get("name", ""), given.get("value") or ("on" if ticked else "")
            )

    def _add(self, name, value):
        self.sent.setdefault(name, []).append(value)


def read_form(response: HttpResponse, form_id: str = "") -> dict:
    """The values of the form with this id, as a browser would send them."""
    reader = FormReader(form_id)
    reader.feed(response.content.decode())
    assert reader.sent, f"no form “{form_id}” on the page"
    return {
        name: values
        for name, values in reader.sent.items()
        if name and "__prefix__" not in name
    }


def change_url(record: Record) -> str:
    return reverse(
        f"admin:{record._meta.app_label}_{record._meta.model_name}_change",
        args=[record.pk],
    )


def list_url(record: Record) -> str:
    return reverse(
        f"admin:{record._meta.app_label}_{record._meta.model_name}_changelist"
    )


def verb_url(record: Record, verb: str) -> str:
    return reverse(
        f"admin:{record._meta.app_label}_{record._meta.model_name}_verb",
        args=[record.pk, verb],
    )


@pytest.fixture
def desk(db) -> Callable[[str], Desk]:
    """The desk as the person of this name has it before them."""
    return Desk


@pytest.fixture
def world(db) -> World:
    return World()


@pytest.fixture
def form_of() -> Callable[[HttpResponse, str], dict]:
    """What a form of a page that is at hand would send."""
    return read_form
