"""A copy of a source is handed in with its form; passages are then found in it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from people import make, uid

from factcheck import blobs
from factcheck.models import Capture, Head, Quote

pytestmark = pytest.mark.django_db
TEXT = "The mayor spoke. It is our bridge, he said. Then he left."


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def hand_in(desk, source, data: bytes, media_type="text/plain"):
    url = f"/admin/factcheck/source/{source.pk}/change/"
    browser = desk("reporter")
    upload = SimpleUploadedFile("report.txt", data, media_type)
    form = browser.form(url, "source_form") | {"captures-TOTAL_FORMS": Capture.objects.count() + 1}
    position = Capture.objects.count()
    return browser.client.post(url, form | {f"captures-{position}-file": upload, "_continue": "Save"})


def test_plain_text_is_kept_as_it_came(desk, world):
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


def test_other_media_are_kept_without_text(desk, world):
    hand_in(desk, world.source, b"%PDF-1.4 ...", "application/pdf")

    assert (Capture.objects.get().media_type, Capture.objects.get().text) == ("application/pdf", "")


def test_text_that_is_not_utf8_is_refused_with_the_remedy(desk, world):
    response = hand_in(desk, world.source, "Rødt".encode("latin-1"))

    assert "save it as UTF-8" in response.content.decode()
    assert not Capture.objects.exists()


def test_the_same_copy_is_not_held_twice(desk, world):
    hand_in(desk, world.source, TEXT.encode())

    response = hand_in(desk, world.source, TEXT.encode())

    assert "held already" in response.content.decode()
    assert Capture.objects.count() == 1


def test_the_words_of_a_quote_are_found_in_the_copy(desk, world):
    hand_in(desk, world.source, TEXT.encode())
    quote = make("quote", slug="again", disputes=[uid(world.dispute)], source=uid(world.source), words="our bridge")

    desk("reporter").save(quote, occasion="In a speech.")

    quote = Quote.objects.get(pk=quote.pk)
    assert (quote.start, quote.exact) == (TEXT.index("our bridge"), "our bridge")
