"""Every kind with every part and every field said goes out and comes back byte for byte, its pictures with it."""

import pytest
from support.dossier_roundtrip import there_and_back
from support.dossiers import bring_in, dossier, entry, ground, messages
from support.whole_dispute import ARABIC, image, whole_dispute

from factcheck.imports.dossier import export
from factcheck.models import blobs
from factcheck.records import drafts, pictures, registry
from timeline.models import Entry, Picture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.mark.slow
def test_every_field_comes_back_byte_for_byte(tmp_path):
    sha256 = whole_dispute()
    said = export.export("bridge")["records"]
    for kind in registry.dossier_kinds():
        fields = set(kind.serializer.fields) - drafts.ENVELOPE
        records = [record for record in said if record["kind"] == kind.name]
        assert {
            name
            for record in records
            for name in fields
            if record[name] not in (None, "", [])
        } == fields

    first, second = there_and_back(tmp_path)

    assert set(first) == {"dossier.json", f"pictures/{sha256}"}
    assert first == second
    assert ARABIC.encode() in second["dossier.json"]
    assert pictures.stored(Picture.objects.get().sha256).media_type == "image/png"


def picture(**changes) -> dict:
    return {
        "sha256": "b" * 64,
        "media_type": "image/png",
        "width": 4,
        "height": 3,
        "alt": "A bridge",
    } | changes


def test_a_picture_whose_file_is_not_handed_over_stays_and_is_named():
    job = bring_in(dossier(*ground(), entry(pictures=[picture()])))

    assert [issue.severity for issue in job.issues.all()] == ["warning"]
    assert "The file is not held" in messages(job)[0]
    assert Picture.objects.get().sha256 == "b" * 64


def test_what_a_picture_is_is_seen_by_its_file_and_not_believed():
    sha256 = blobs.keep("pictures", image(size=(6, 5), image_format="JPEG"))

    job = bring_in(
        dossier(
            *ground(), entry(pictures=[picture(sha256=sha256, media_type="text/html")])
        )
    )

    assert messages(job) == []
    kept = Picture.objects.get()
    assert (kept.media_type, kept.width, kept.height) == ("image/jpeg", 6, 5)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            {"media_type": "text/html"},
            "The media type of a picture is one of image/jpeg",
        ),
        (
            {"media_type": "image/svg+xml"},
            "The media type of a picture is one of image/jpeg",
        ),
        ({"sha256": "../../secret"}, "Name the picture's file by its sha256"),
        ({"sha256": 123}, "Name the picture's file by its sha256"),
        ({"width": 0}, "Give the picture's width and height"),
        ({"height": None}, "Give the picture's width and height"),
        ({"width": -4}, "Give the picture's width and height"),
    ],
)
def test_a_picture_that_cannot_be_one_is_refused(wrong, said):
    job = bring_in(
        dossier(*ground(), entry(pictures=[picture(**wrong)]), entry("good"))
    )

    assert said in messages(job)[0]
    assert [e.slug for e in Entry.objects.all()] == ["good"]


@pytest.mark.slow
def test_a_page_that_is_handed_over_as_a_picture_is_refused():
    sha256 = blobs.keep("pictures", b"<script>alert(1)</script>")

    job = bring_in(dossier(*ground(), entry(pictures=[picture(sha256=sha256)])))

    assert "cannot be read; hand over a JPEG" in messages(job)[0]
    assert not Picture.objects.exists()
