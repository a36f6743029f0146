"""A feed's items: all of them, where they lead, and their day as it is written, by its own offset."""

import pytest

from factcheck.text.reading.feed import read_feed_bytes

RSS = "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><item><title>a</title>{}</item></channel></rss>"
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a</title>{}</entry></feed>"
)
DAYS = [
    (RSS, "<pubDate>Wed, 14 Jan 2026 22:30 -0500</pubDate>", "2026-01-14"),
    (RSS, "<pubDate>Thu, 15 Jan 2026 00:30:00 +0200</pubDate>", "2026-01-15"),
    (RSS, "<pubDate>Wed, 14 Jan 26 22:30:00 EST</pubDate>", "2026-01-14"),
    (RSS, "<pubDate>14 Jan 2026</pubDate>", "2026-01-14"),
    (RSS, "<pubDate>2026-01-14T22:30:00-05:00</pubDate>", "2026-01-14"),
    (RSS, "<dc:date>2026-01-14T22:30:00-05:00</dc:date>", "2026-01-14"),
    (RSS, "<pubDate>Wed, 32 Jan 2026 22:30:00 GMT</pubDate>", ""),
    (RSS, "<pubDate>yesterday</pubDate>", ""),
    (RSS, "", ""),
    (
        ATOM,
        "<published>2026-01-14T22:30:00-05:00</published><updated>2026-02-01T00:00:00Z</updated>",
        "2026-01-14",
    ),
    (ATOM, "<published>2026-01</published>", "2026-01"),
    (ATOM, "<published>2026</published>", "2026"),
    (ATOM, "<updated>2026-01-14T22:30:00-05:00</updated>", "[..2026-01-14]"),
]


@pytest.mark.parametrize(("form", "said", "day"), DAYS)
def test_the_day_of_an_item(form, said, day):
    (item,) = read_feed_bytes(form.format(said).encode()).items

    assert item.published_on == day


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("<guid>17</guid>", ""),
        ("<guid>https://post.example/17</guid>", "https://post.example/17"),
        (
            "<guid>17</guid><link>https://post.example/b</link>",
            "https://post.example/b",
        ),
        ("<link>/b</link>", "https://post.example/b"),
    ],
)
def test_a_name_that_is_no_address_leads_nowhere(said, address):
    (item,) = read_feed_bytes(
        RSS.format(said).encode(), "https://post.example/feed"
    ).items

    assert item.address == address


def test_a_feed_of_3000_items_has_3000():
    items = "".join(
        f"<item><title>Boat {n}</title><guid>{n}</guid></item>" for n in range(3000)
    )

    assert (
        len(
            read_feed_bytes(
                f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
            ).items
        )
        == 3000
    )
