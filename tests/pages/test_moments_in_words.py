"""Moments as readers meet them: said in words, chosen from what exists, each page of the record a click away."""

import datetime as dt
import re
from html.parser import HTMLParser

import pytest
from django.utils import timezone
from support.people import change, make, publish

from factcheck import ledger
from factcheck.ledger import moment_address
from factcheck.models import Publication

pytestmark = pytest.mark.django_db
MACHINE = re.compile(r"(?<!as_of=)\b\d{4}-\d\d-\d\dT\d\d:\d\d")
RECORDS = [
    "/disputes/bridge/",
    "/entries/closing/",
    "/claims/belongs/",
    "/quotes/our-bridge/",
    "/sources/report/",
    "/parties/upper-town/",
]
PAGES = [
    "/",
    *RECORDS,
    "/disputes/bridge/changes/",
    "/disputes/bridge/compare/",
    "/disputes/bridge/moments/",
    "/disputes/bridge/method/",
    "/disputes/bridge/positions/",
    "/claims/",
    "/corrections/",
    "/about/ratings/",
    "/search/?q=bridge",
    "/ledger/",
    "/ledger/verify/",
]


class TextOf(HTMLParser):
    """The texts that a reader sees: text nodes, and what fields show before anything is typed."""

    def __init__(self):
        super().__init__()
        self.texts, self.hidden = [], 0

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in ("script", "style")
        named = dict(attributes)
        is_shown = named.get("type") != "hidden" and tag != "option"
        shown = ("placeholder", "title", "aria-label", *(("value",) * is_shown))
        self.texts += [named[name] for name in shown if named.get(name)]

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.hidden:
            self.texts.append(data)


def visible_texts(html: str) -> list[str]:
    parser = TextOf()
    parser.feed(html)
    return parser.texts


@pytest.fixture
def changed(world):
    """The world, changed since the moment that is given."""
    then = last_moment()
    publish(
        change(world.entry, headline="Upper Town opens the bridge"),
        action="correct",
        notice="It was opened.",
    )
    return then


def last_moment() -> dt.datetime:
    return Publication.objects.get(seq=ledger.current().seq).published_at


@pytest.mark.parametrize("page", PAGES)
def test_no_page_shows_a_moment_as_machines_write_it(changed, read, page):
    separator = "&" if "?" in page else "?"
    now = read(page)
    past = read(f"{page}{separator}as_of={moment_address(changed)}")

    for html in (now, past):
        assert [text for text in visible_texts(html) if MACHINE.search(text)] == []


@pytest.mark.parametrize("asked", ["from={}", "from={}&to=now", "to={}"])
def test_a_comparison_names_its_moments_in_words(changed, read, asked):
    moment = moment_address(changed)

    html = read(f"/disputes/bridge/compare/?{asked.format(moment)}")

    assert [text for text in visible_texts(html) if MACHINE.search(text)] == []


def test_what_changed_since_a_moment_says_it_in_words(changed, read):
    for page in ("/disputes/bridge/changes/", "/disputes/bridge/", "/corrections/"):
        html = read(f"{page}?since={moment_address(changed)}")

        assert [text for text in visible_texts(html) if MACHINE.search(text)] == []


@pytest.mark.parametrize("page", RECORDS)
def test_every_record_is_one_click_from_its_past_and_its_proof(changed, read, page):
    main = read(page).partition("<main")[2]

    assert '<form class="as-of"' in main
    assert 'name="as_of_day"' in main
    assert 'href="/disputes/bridge/compare/"' in main
    assert 'href="/corrections/?show=verdicts&amp;dispute=bridge"' in main
    assert 'href="/ledger/verify/"' in main


@pytest.mark.parametrize("page", RECORDS)
def test_a_page_of_the_past_leads_to_what_changed_since_then(changed, read, page):
    html = read(f"{page}?as_of={moment_address(changed)}")
    banner = html.partition('<aside class="moment"')[2].partition("</aside>")[0]
    compared = re.search(r'href="([^"]*/compare/[^"]*)"', banner)[1]

    assert '<body class="then">' in html
    assert "as_of" not in compared
    assert "Upper Town opens the bridge" in read(compared.replace("&amp;", "&"))


def test_the_moments_of_a_record_are_offered_with_what_was_done(changed, read):
    html = read("/entries/closing/")
    form = html.partition('<form class="as-of"')[2].partition("</form>")[0]
    options = re.findall(r'<option value="([^"]+)">([^<]*)<', form)

    assert [label.rpartition(": ")[2] for _value, label in options] == [
        "Corrected",
        "Added",
    ]
    assert all(read(f"/entries/closing/?as_of={value}") for value, _label in options)


def test_the_moment_of_the_page_is_the_one_that_is_chosen(changed, read):
    for page in ("/entries/closing/", "/disputes/bridge/", "/claims/belongs/"):
        html = read(f"{page}?as_of={moment_address(changed)}")
        form = html.partition('<form class="as-of"')[2].partition("</form>")[0]

        assert len(re.findall(r"<option [^>]*selected", form)) == 1


def test_another_moment_keeps_the_language_and_open_evidence(changed, read):
    html = read("/disputes/bridge/?lang=da&evidence=open")
    form = html.partition('<form class="as-of"')[2].partition("</form>")[0]
    hidden = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form)

    assert hidden == [("evidence", "open"), ("lang", "da")]


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        ((2026, 1, 15, 12, 0, 0, 0), "2026-01-15T12:00Z"),
        ((2026, 1, 15, 12, 0, 7, 0), "2026-01-15T12:00:07Z"),
        ((2026, 1, 15, 12, 0, 0, 5), "2026-01-15T12:00:00.000005Z"),
    ],
)
def test_an_address_says_no_more_of_a_moment_than_it_has(moment, written):
    assert moment_address(dt.datetime(*moment, tzinfo=dt.UTC)) == written


def test_a_citation_has_a_short_address(client):
    at = timezone.now().replace(second=0, microsecond=0) - dt.timedelta(days=3)
    dispute = make("dispute", slug="hill")
    publish(dispute, at=at)

    html = client.get("/disputes/hill/").content.decode()

    assert f"/disputes/hill/?as_of={at:%Y-%m-%dT%H:%M}Z" in html
