import html
import re
from urllib.parse import urlencode

import pytest
from support.people import World


@pytest.fixture
def world(db) -> World:
    """A small published dispute."""
    return World()


def plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def _nav(main: str) -> str:
    return main.partition('<nav class="kinds"')[2].partition("</nav>")[0]


END_OF_BLOCK = re.compile(r"</(?:p|li|h\d|div|dt|dd|label|legend)>")


class Answer:
    """A page of results as a reader sees it."""

    def __init__(self, response):
        self.status, self.html = response.status_code, response.content.decode()
        main = self.html.partition('tabindex="-1">')[2].partition("</main>")[0]
        # What a browser shows on lines of their own stands apart.
        self.text = " ".join(plain(END_OF_BLOCK.sub(r" \g<0>", main)).split())
        self.paths = re.findall(r'<h2 class="found__title"><a href="([^"?#]*)', main)
        self.hits = [
            html.unescape(hit)
            for hit in re.findall(r'<mark class="hit">(.*?)</mark>', main)
        ]
        self.kinds = [
            " ".join(plain(item).split())
            for item in re.findall(r"<li>(.*?)</li>", _nav(main))
        ]
        more = re.search(r'rel="next" href="([^"]*)"', main)
        self.more = html.unescape(more[1]) if more else ""


@pytest.fixture
def ask(client):
    """Asks the search page and gives its Answer."""

    def page(q: str = "", address: str = "", **asked) -> Answer:
        query = urlencode({"q": q} | asked, doseq=True)
        return Answer(client.get(address or f"/search/?{query}", follow=True))

    return page
