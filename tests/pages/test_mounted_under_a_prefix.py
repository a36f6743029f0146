"""The site under a prefix, as a proxy and a server mount it: `SCRIPT_NAME=/record`."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory
from django.urls import URLPattern, get_script_prefix, set_script_prefix
from support.people import World

from factcheck import ledger
from factcheck import urls as site_urls
from factcheck.api import urls as api_urls
from factcheck.models import Claim
from timeline import urls as timeline_urls

PREFIX = "/record"
LINKS = {"href", "src", "action", "cite", "poster", "data-asks"}
STYLED = re.compile(r"url\([\"']?([^\"')]+)")


class Page(HTMLParser):
    """The addresses that a page names in its attributes."""

    def __init__(self, text: str):
        super().__init__()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if name in LINKS and value]


class Visit(NamedTuple):
    """An address, where the link to it stood, and how it was answered; None where it leaves the prefix."""

    origin: str
    address: str
    status: int | None


class MountedSite:
    """The WSGI application, called as a server calls it that took the prefix off the path."""

    def __init__(self, host: str):
        self.application = WSGIHandler()
        self.host = host

    def get(self, address: str) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of the answer at a path with its prefix."""
        path, _, query = address.partition("?")
        environ = RequestFactory(SCRIPT_NAME=PREFIX, HTTP_HOST=self.host)._base_environ(
            PATH_INFO=path.removeprefix(PREFIX), QUERY_STRING=query
        )
        answer = {}

        def start(status: str, headers: list[tuple[str, str]]) -> None:
            answer.update(status=int(status[:3]), headers=dict(headers))

        response = self.application(environ, start)
        body = b"".join(response)
        response.close()
        return answer["status"], answer["headers"], body.decode(errors="replace")


@pytest.fixture
def site(db, settings) -> Iterator[MountedSite]:
    """The site as an operator mounts it, with its static files."""
    before = get_script_prefix()
    settings.FORCE_SCRIPT_NAME = PREFIX
    settings.STATIC_URL = f"{PREFIX}/static/"
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    settings.MOMENT_PAGES_PER_MINUTE = 100_000
    set_script_prefix(f"{PREFIX}/")
    World()
    for signal in (request_started, request_finished):  # the test is one transaction
        signal.disconnect(close_old_connections)
    yield MountedSite(urlsplit(settings.SITE_URL).netloc)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    set_script_prefix(before)


def links_of(address: str, kind: str, text: str, site_url: str) -> set[str]:
    """What an answer leads to on this site, as paths with a query."""
    found = set(re.findall(rf"{re.escape(site_url)}[^\s\"'<>&)\\]*", text))
    if kind == "text/html":
        found |= set(Page(text).links)
    if kind == "text/css":
        found |= set(STYLED.findall(text))
    whole = {urldefrag(urljoin(site_url + address, link)).url for link in found}
    return {
        link.removeprefix(site_url) or "/"
        for link in whole
        if link.startswith(site_url)
    }


def shape_of(address: str) -> tuple:
    """What is alike of many addresses: one of each is read."""
    path, _, query = address.partition("?")
    return path, frozenset(name for name, _ in parse_qsl(query))


def crawl(site: MountedSite, site_url: str) -> list[Visit]:
    """A visit to every address that the front page and the docs of the API lead to, however far."""
    waiting = [("", f"{PREFIX}/"), ("", f"{PREFIX}/api/v1/docs/")]
    seen, visits = set(), []
    while waiting:
        origin, address = waiting.pop()
        if shape_of(address) in seen:
            continue
        seen.add(shape_of(address))
        if not address.startswith(f"{PREFIX}/"):
            visits.append(Visit(origin, address, None))
            continue
        status, headers, text = site.get(address)
        visits.append(Visit(origin, address, status))
        kind = headers.get("Content-Type", "").partition(";")[0]
        links = links_of(address, kind, text, site_url)
        if location := headers.get("Location"):
            target = urldefrag(urljoin(site_url + address, location)).url
            links.add(target.removeprefix(site_url))
        waiting += [(address, link) for link in links]
    return visits


def test_no_link_of_the_site_leaves_the_prefix(site, settings):
    visits = crawl(site, settings.SITE_URL)

    assert [visit for visit in visits if visit.status not in (200, 302)] == []
    reached = {visit.address for visit in visits}
    pages = ["search/", "claims/belongs/", "api/v1/docs/", "feeds/verdicts.atom"]
    for page in [*pages, "static/css/record.css", "disputes/bridge/feed.json"]:
        assert f"{PREFIX}/{page}" in reached


def test_the_sitemap_robots_and_keys_stand_under_the_prefix(site, settings):
    robots = site.get(f"{PREFIX}/robots.txt")[2]
    sitemap = site.get(f"{PREFIX}/sitemap.xml")[2]

    assert f"Sitemap: {settings.SITE_URL}{PREFIX}/sitemap.xml" in robots
    assert f"Disallow: {PREFIX}/admin/" in robots
    assert f"<loc>{settings.SITE_URL}{PREFIX}/sitemap-pages.xml</loc>" in sitemap
    assert site.get(f"{PREFIX}/.well-known/ledger-keys")[0] == 200


def test_the_ledger_holds_no_prefix(site):
    claim = Claim.objects.get(slug="belongs")
    line = ledger.current().find("claim", "belongs")

    assert ledger.payload_of(line)["path"] == "/claims/belongs/"
    assert claim.get_absolute_url() == f"{PREFIX}/claims/belongs/"


def test_what_is_not_under_the_prefix_cannot_be_embedded(site, settings):
    for path, status in ((f"{PREFIX}/claims/belongs/", 200), ("/claims/belongs/", 404)):
        asked = f"{PREFIX}/oembed?url={settings.SITE_URL}{path}"

        assert site.get(asked)[0] == status


def test_every_url_has_a_name():
    nameless = [
        str(pattern.pattern)
        for module in (site_urls, timeline_urls, api_urls)
        for pattern in module.urlpatterns
        if isinstance(pattern, URLPattern) and not pattern.name
    ]

    assert nameless == []


def test_no_template_spells_a_path_of_the_site():
    spelled = re.compile(r"(?:href|src|action|base|path)=[\"']/|\{% link [\"']/")
    templates = (settings.BASE_DIR / "templates").rglob("*.html")

    assert [path.name for path in templates if spelled.search(path.read_text())] == []
