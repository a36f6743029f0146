"""Letters are read as browsers read them, whatever a server, a page or nobody says of their encoding."""

import pytest
from support.pdfs import text as pdf

from factcheck.text import reading
from factcheck.text.reading.__main__ import read_here

WORDS = (
    "“We will not sell our country,” said Mette Sørensen – and “nobody” asked for €5. "
    * 5
)
PAGE = "<html><head>{}</head><body><article><h1>The quay</h1><p>{}</p><p>{}</p></article></body></html>"
FEED = '<?xml version="1.0" encoding="{}"?><rss version="2.0"><channel><item><title>{}</title></item></channel></rss>'


def page(charset: str = "", words: str = WORDS) -> str:
    return PAGE.format(f'<meta charset="{charset}">' if charset else "", words, words)


def read(
    data: bytes, media_type: str = reading.PLAIN, charset: str = ""
) -> reading.Read:
    """What the process that reads answers, without one of its own for each."""
    return read_here({"what": media_type, "address": "", "charset": charset}, data)


def text_of(*asked, **more) -> str:
    return read(*asked, **more).text


@pytest.mark.parametrize(
    "label",
    ["iso-8859-1", "ISO-8859-1", "latin1", "us-ascii", "windows-1252", "cp1252"],
)
def test_latin_1_is_what_browsers_take_it_for(label):
    assert WORDS.strip() in text_of(page(label).encode("cp1252"), reading.HTML)
    assert WORDS.strip() in text_of(
        page().encode("cp1252"), reading.HTML, charset=label
    )
    assert text_of(WORDS.encode("cp1252"), charset=label) == WORDS


def test_the_server_counts_more_than_the_page():
    data = page("koi8-r", "Пристань закрыта, сказала мэр. " * 9).encode("windows-1251")

    assert "Пристань закрыта" in text_of(data, reading.HTML, charset="windows-1251")


@pytest.mark.parametrize(
    "meta",
    [
        '<meta charset="windows-1252">',
        "<META CHARSET=windows-1252 >",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">',
        '<!-- <meta charset="koi8-r"> --><meta charset="windows-1252">',
    ],
)
def test_the_page_s_own_word_is_heard(meta):
    assert WORDS.strip() in text_of(
        PAGE.format(meta, WORDS, WORDS).encode("cp1252"), reading.HTML
    )


@pytest.mark.parametrize("media_type", [reading.PLAIN, reading.HTML])
@pytest.mark.parametrize("charset", ["", "utf-8", "iso-8859-1"])
def test_a_stray_byte_changes_nothing_but_itself(media_type, charset):
    whole = page("utf-8") if media_type == reading.HTML else WORDS
    data = whole.encode().replace(b"Mette", b"M\xe8tte", 1)

    found = read(data, media_type, charset=charset)

    assert "M\ufffdtte Sørensen – and “nobody” asked for €5" in found.text
    assert "1 byte that is no UTF-8" in found.note


def test_utf_8_counts_also_where_the_server_says_otherwise():
    assert text_of(WORDS.encode(), charset="iso-8859-1") == WORDS


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8-sig",
        "utf-16",
        "utf-32",
        "utf-16-le",
        "utf-16-be",
        "utf-32-le",
        "utf-32-be",
    ],
)
def test_pages_and_feeds_in_wide_letters_are_read(encoding):
    data = page().encode(encoding)
    feed = FEED.format("utf-16", "The quay – closed").encode(encoding)

    assert reading.media_type_of(data) == reading.HTML
    assert WORDS.strip() in text_of(data, reading.HTML)
    assert reading.media_type_of(feed) == reading.FEED
    assert [item.title for item in reading.read_feed(feed).items] == [
        "The quay – closed"
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_text_with_a_byte_order_mark_is_read_by_it(encoding):
    assert text_of(WORDS.encode(encoding)) == WORDS


@pytest.mark.parametrize(
    ("prolog", "encoding"),
    [("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"), ("utf-8", "cp1252")],
)
def test_a_feed_is_read_by_its_prolog_and_by_its_bytes(prolog, encoding):
    feed = FEED.format(prolog, "“The quay,” said Mette Sørensen – it is closed").encode(
        encoding
    )

    assert [item.title for item in reading.read_feed(feed).items] == [
        "“The quay,” said Mette Sørensen – it is closed"
    ]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("iso-2022-jp", "港は閉じている。" * 9),
        ("shift_jis", "港は閉じている。" * 9),
        ("euc-kr", "항구는 닫혀 있다. " * 9),
        ("gbk", "港口关闭了。" * 9),
        ("windows-1251", "Пристань закрыта. " * 9),
        ("iso-8859-2", "Port był zamknięty. " * 9),
    ],
)
def test_other_alphabets_are_read_as_they_are_labelled(encoding, words):
    assert words.strip() in text_of(
        page(encoding, words).encode(encoding), reading.HTML
    )
    assert text_of(words.encode(encoding), charset=encoding) == words


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", WORDS),
        ("windows-1251", "Пристань закрыта, сказала мэр города вчера. " * 9),
        ("koi8-r", "Пристань закрыта, сказала мэр города вчера. " * 9),
        ("shift_jis", "市長によると、港は昨日から閉じている。" * 9),
        ("euc-jp", "市長によると、港は昨日から閉じている。" * 9),
        ("gb18030", "市长昨天表示，港口已经关闭，没有人知道什么时候开放。" * 9),
        ("euc-kr", "시장은 어제 항구가 닫혔다고 말했다. " * 9),
    ],
)
def test_a_text_that_says_nothing_is_guessed_at_with_a_notice(encoding, words):
    found = read(words.encode(encoding))

    assert found.text == words
    assert "was not UTF-8" in found.note


def test_an_unknown_label_is_no_label():
    assert text_of(WORDS.encode("cp1252"), charset="no-such-thing") == WORDS


def test_a_pdf_is_no_text():
    assert reading.media_type_of(pdf(b"The quay is closed.")) == reading.PDF
