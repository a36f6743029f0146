"""A copy of a source is handed in with its form; passages are then found in it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from support.people import make, uid

from factcheck.models import Capture, Head, Quote, blobs

pytestmark = pytest.mark.django_db
TEXT = "The mayor spoke. It is our bridge, he said. Then he left."


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def hand_in(desk, source, data: bytes, media_type="text/plain"):
    url = f"/admin/factcheck/source/{source.pk}/change/"
    browser = desk("reporter")
    upload = SimpleUploadedFile("report.txt", data, media_type)
    form = browser.form(url, "source_form") | {
        "captures-TOTAL_FORMS": Capture.objects.count() + 1
    }
    position = Capture.objects.count()
    return browser.client.post(
        url, form | {f"captures-{position}-file": upload, "_continue": "Save"}
    )


def test_plain_text_is_stored_as_it_came(desk, world):
    seen = Head.objects.get().operations_seq

    response = hand_in(desk, world.source, TEXT.encode())

    copy = Capture.objects.get()
    assert response.status_code == 302
    assert (copy.text, copy.extractor, copy.byte_count) == (TEXT, "text 1", len(TEXT))
    assert blobs.read("captures", copy.sha256) == TEXT.encode()
    assert Head.objects.get().operations_seq > seen


def test_a_copy_alone_does_not_void_an_approval(desk, world):
    hand_in(desk, world.source, TEXT.encode())

    world.source.refresh_from_db()
    assert world.source.status == "clean"


def test_other_media_are_stored_without_text(desk, world):
    hand_in(desk, world.source, b"%PDF-1.4 ...", "application/pdf")

    assert (Capture.objects.get().media_type, Capture.objects.get().text) == (
        "application/pdf",
        "",
    )


def test_text_that_is_not_utf8_is_refused_with_the_remedy(desk, world):
    response = hand_in(desk, world.source, "Rødt".encode("latin-1"))

    assert "save it as UTF-8" in response.content.decode()
    assert not Capture.objects.exists()


def test_the_same_copy_is_not_held_twice(desk, world):
    hand_in(desk, world.source, TEXT.encode())

    response = hand_in(desk, world.source, TEXT.encode())

    assert "held already" in response.content.decode()
    assert Capture.objects.count() == 1


def test_the_words_of_a_quote_stand_in_the_copy(desk, world):
    hand_in(desk, world.source, TEXT.encode())
    quote = make(
        "quote",
        slug="again",
        disputes=[uid(world.dispute)],
        source=uid(world.source),
        words="our bridge",
    )

    desk("reporter").save(quote, occasion="In a speech.")

    quote = Quote.objects.get(pk=quote.pk)
    assert (quote.start, quote.exact) == (TEXT.index("our bridge"), "our bridge")


@pytest.fixture
def astray(desk, world):
    """A claim whose evidence names words that are not in the copy that is held."""
    hand_in(desk, world.source, TEXT.encode())
    evidence = {
        "source": uid(world.source),
        "stance": "context",
        "passage": {"exact": "their bridge"},
    }
    return make("claim", slug="astray", **world.claim_content(evidence=[evidence]))


ASTRAY = "Evidence 1: “their bridge” does not stand in any archived copy"


def test_a_passage_that_is_not_in_the_copy_is_saved_with_a_warning(desk, astray):
    browser = desk("reporter")

    browser.save(astray, text="The bridge is theirs.")

    astray.refresh_from_db()
    assert astray.text == "The bridge is theirs."
    assert ASTRAY in browser.get("/admin/").content.decode()


def test_whoever_submits_or_approves_hears_of_a_passage_that_is_not_in_the_copy(
    desk, astray
):
    for name, verb in (("reporter", "submit"), ("editor", "approve")):
        browser = desk(name)
        browser.do(astray, verb)
        assert ASTRAY in browser.get("/admin/").content.decode()


def test_who_submits_from_the_list_hears_of_it_too(desk, astray):
    assert (
        ASTRAY in desk("reporter").act_on_list("submit_chosen", astray).content.decode()
    )


def test_a_passage_with_two_places_asks_which_is_meant(desk, world):
    hand_in(desk, world.source, b"Ours. Ours.")
    browser = desk("reporter")

    browser.save(world.claim, **{"evidence-0-exact": "Ours"})

    assert (
        "Evidence 1: “Ours” stands 2 times" in browser.get("/admin/").content.decode()
    )


def test_a_passage_with_a_place_is_saved_without_a_message(desk, world):
    hand_in(desk, world.source, TEXT.encode())
    browser = desk("reporter")

    browser.save(world.claim, **{"evidence-0-exact": "our bridge"})

    assert "archived copy" not in browser.get("/admin/").content.decode()
