import io

import pytest
from PIL import Image
from support.people import make, person, publish

from factcheck import workflow
from factcheck.records.pictures import store

pytestmark = pytest.mark.django_db


@pytest.fixture
def sha256(settings, tmp_path) -> str:
    settings.MEDIA_ROOT = str(tmp_path)
    data = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(data, format="PNG")
    return store(data.getvalue()).sha256


def with_picture(world, sha256, **changes):
    picture = {
        "sha256": sha256,
        "media_type": "image/png",
        "width": 4,
        "height": 3,
        "alt": "A red field.",
    } | changes
    return make("entry", slug="pictured", **world.entry_content(pictures=[picture]))


def test_a_published_picture_is_shown_with_its_words(world, client, read, sha256):
    publish(with_picture(world, sha256))

    response = client.get(f"/pictures/{sha256}")

    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert f'src="/pictures/{sha256}" alt="A red field."' in read("/entries/pictured/")


def test_a_drafts_picture_is_not_served(world, client, sha256):
    with_picture(world, sha256)

    assert client.get(f"/pictures/{sha256}").status_code == 404


def test_the_picture_of_a_retracted_entry_is_not_served(world, client, sha256):
    entry = with_picture(world, sha256)
    publish(entry)
    workflow.retract(entry, person("publisher"), reason="Not the bridge.")

    assert client.get(f"/pictures/{sha256}").status_code == 404


def test_what_is_no_digest_is_not_found(world, client):
    assert client.get("/pictures/..%2f..%2fetc").status_code == 404


def test_a_picture_of_a_minor_is_not_published(world, sha256):
    entry = with_picture(world, sha256, shows="minor")

    assert [blocker.field for blocker in workflow.own_blockers(entry)] == [
        "pictures[0].shows"
    ]


def test_a_page_with_a_picture_of_a_private_person_is_noindex(world, client, sha256):
    publish(with_picture(world, sha256, shows="private"))

    assert client.get("/entries/pictured/")["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get("/entries/closing/")


def test_whom_a_picture_shows_is_nobody_by_default(world, sha256):
    assert with_picture(world, sha256).pictures.get().shows == "public"
