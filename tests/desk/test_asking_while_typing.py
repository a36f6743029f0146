"""What the desk answers while somebody types: dates in words, words in their source, sources that are known."""

import pytest
from django.utils import timezone
from support.people import make, uid

from factcheck.models import Capture

pytestmark = pytest.mark.django_db

TEXT = "The mayor spoke. “It is our bridge”, she said. Later: It is our bridge, again. The toll was never paid in gold."
ARABIC = "قال العمدة إن الجسر جسرنا"


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def copy(world):
    return Capture.objects.create(
        source=world.source,
        sha256="b" * 64,
        media_type="text/plain",
        byte_count=9,
        text=TEXT,
        captured_at=timezone.now(),
    )


@pytest.fixture
def check(desk, copy):
    """What “Check in the source” answers about words."""

    def answer(exact: str, source=copy.source_id) -> str:
        return text_of(
            desk("reporter").post(
                "/admin/ask/passage/", {"exact": exact, "source": source}
            )
        )

    return answer


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("2026-01-14~", "about 14 January 2026"),
        ("2026-02-30", "problem"),
        ("", ""),
        ("<script>", "&lt;script&gt;"),
        ("2026-01-15/2026-01-17", "from 15 to 17 January 2026"),
    ],
)
def test_a_date_is_put_in_words_or_its_error_is(desk, written, answer):
    page = text_of(desk("reporter").post("/admin/ask/date/", {"written": written}))

    assert answer in page
    assert "<script" not in page


def test_words_that_stand_there_once_are_shown_in_their_place(check):
    page = check("never paid in gold")

    assert "Found" in page
    assert "The toll was <mark>never paid in gold</mark>." in page


def test_words_that_stand_there_twice_ask_which_is_meant(check):
    page = check("It is our bridge")

    assert "It stands there 2 times" in page
    assert f'<span class="quiet">{TEXT.index("It is our bridge")}:</span>' in page


def test_words_that_do_not_stand_there_are_held_against_the_closest(check):
    page = check("The toll was never paid in silver")

    assert "Not there, letter for letter" in page
    assert "<del>silver</del><ins>gold" in page


def test_words_that_are_nowhere_near_are_held_against_nothing(check):
    page = check("An entirely different sentence about ships")

    assert "Not there" in page
    assert "closest" not in page


@pytest.mark.parametrize(
    ("exact", "source", "answer"),
    [
        ("", None, "Type the words first"),
        ("It is", "", "Choose the source first"),
        ("It is", "x", "No copy with text is held"),
        ("It is", "99999999", "No copy with text is held"),
    ],
)
def test_missing_fields_are_named(check, copy, exact, source, answer):
    assert answer in check(exact, copy.source_id if source is None else source)


def test_arabic_words_match(desk, copy):
    Capture.objects.filter(pk=copy.pk).update(text=ARABIC)

    page = text_of(
        desk("reporter").post(
            "/admin/ask/passage/", {"words": "الجسر جسرنا", "source": copy.source_id}
        )
    )

    assert "<mark>الجسر جسرنا</mark>" in page


def test_what_stands_in_a_copy_is_never_markup(desk, copy):
    Capture.objects.filter(pk=copy.pk).update(
        text="Before <img src=x onerror=alert(1)> the bridge."
    )

    page = text_of(
        desk("reporter").post(
            "/admin/ask/passage/", {"exact": "the bridge", "source": copy.source_id}
        )
    )

    assert "<img" not in page


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/deed?utm_source=feed",
        "http://www.example.org/deed/",
        "https://example.org/deed#top",
    ],
)
def test_a_source_of_the_same_address_is_named(desk, url):
    make(
        "source",
        slug="deed",
        title="The deed of the bridge",
        url="https://example.org/deed",
    )

    page = text_of(
        desk("reporter").post("/admin/ask/source/", {"url": url, "title": ""})
    )

    assert "This address is on record already" in page
    assert "The deed of the bridge" in page


def test_a_source_with_a_like_title_is_named_and_the_record_itself_is_not(desk):
    source = make("source", slug="deed", title="The deed of the bridge, found at last")
    asked = {"url": "", "title": "The deed of the bridge, found at last!"}

    others = text_of(desk("reporter").post("/admin/ask/source/", asked))
    own = text_of(desk("reporter").post(f"/admin/ask/source/?but={uid(source)}", asked))

    assert "The deed of the bridge, found at last" in others
    assert own.strip() == ""


@pytest.mark.parametrize(
    "asked", [{}, {"url": "https://", "title": "a b"}, {"url": "%%%", "title": "\x00"}]
)
def test_too_little_to_tell_names_nothing(desk, asked):
    response = desk("reporter").post("/admin/ask/source/?but=x", asked)

    assert (response.status_code, text_of(response).strip()) == (200, "")


@pytest.mark.parametrize("place", ["date", "passage", "source"])
def test_only_the_desk_is_answered_and_only_when_it_sends(client, desk, place):
    assert client.post(f"/admin/ask/{place}/").status_code == 302
    assert desk("reporter").get(f"/admin/ask/{place}/").status_code == 405


def test_words_over_a_line_end_match_as_they_read(desk, world):
    text = "The mayor said that it is\nour bridge and no-\nbody else’s."
    held = {
        "source": world.source,
        "sha256": "c" * 64,
        "media_type": "text/plain",
        "byte_count": 9,
    }
    Capture.objects.create(text=text, captured_at=timezone.now(), **held)

    asked = {"exact": "it is our bridge and nobody else’s", "source": world.source.pk}
    page = text_of(desk("reporter").post("/admin/ask/passage/", asked))

    assert "<strong>Found</strong>" in page
    assert "<mark>it is\nour bridge and no-\nbody else’s</mark>" in page
