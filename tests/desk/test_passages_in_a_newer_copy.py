"""A source is archived again: each passage cited from the older copy has one of six honest states."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from support.people import make, uid

from factcheck.models import Capture, Look, Recheck
from factcheck.records import captures
from factcheck.text.reading import PLAIN, Read

pytestmark = pytest.mark.django_db
OLD = "The harbour was quiet. “We will not sell our country,” she said. The hall was full. It rained all day."


def keep(source, text: str) -> Capture:
    return captures.keep(
        text.encode(), Read(text=text, extractor="text 1"), PLAIN, source=source
    )


@pytest.fixture
def source():
    made = make("source", slug="report")
    keep(made, OLD)
    return made


def cite(source, words: str) -> None:
    dispute = make("dispute", slug=f"bridge-{len(words)}")
    make("quote", words=words, disputes=[uid(dispute)], source=uid(source))


def shown(desk, source) -> str:
    return (
        desk("editor")
        .get(f"/admin/factcheck/source/{source.pk}/passages/")
        .content.decode()
    )


@pytest.mark.parametrize(
    ("new", "state", "says"),
    [
        (OLD + " More was added.", "as before", "Stands where it stood."),
        (
            OLD.replace("“", '"').replace("not sell", "not\u00a0sell"),
            "other signs",
            "The same words with other signs",
        ),
        ("Updated. " + OLD, "moved", "word for word"),
        (
            OLD.replace("not sell our country", "never sell our country"),
            "words changed",
            "We will <del>not</del><ins>never</ins> sell our country",
        ),
        (
            "Another article altogether, about fish and nets and boats.",
            "gone",
            "not there any more",
        ),
    ],
)
def test_a_passage_is_located_again_or_its_loss_is_named(
    desk, source, new, state, says
):
    cite(source, "We will not sell our country")
    keep(source, new)

    html = shown(desk, source)

    assert state in html
    assert says in html


def test_a_passage_of_the_newest_copy_is_not_listed(desk, source):
    cite(source, "We will not sell our country")

    assert "Every passage is cited from the newest copy." in shown(desk, source)


def test_without_a_copy_it_says_what_to_do(desk):
    assert "add one under" in shown(desk, make("source", slug="bare"))


def test_the_source_leads_there(desk, source):
    html = (
        desk("editor")
        .get(f"/admin/factcheck/source/{source.pk}/change/")
        .content.decode()
    )

    assert f"/admin/factcheck/source/{source.pk}/passages/" in html


def test_a_copy_that_is_handed_in_puts_what_lost_its_words_on_the_list(desk, source):
    cite(source, "We will not sell our country")
    new = OLD.replace("not sell", "never sell").encode()

    browser = desk("editor")
    url = f"/admin/factcheck/source/{source.pk}/change/"
    upload = SimpleUploadedFile("report.txt", new, "text/plain")
    form = browser.form(url, "source_form") | {
        "captures-TOTAL_FORMS": 2,
        "captures-1-file": upload,
        "_continue": "Save",
    }
    browser.client.post(url, form)

    recheck = Recheck.objects.get()
    html = browser.get(url).content.decode()
    assert "1 record put on the list to be looked at again" in html
    assert "1 record cites words that are changed or gone in the newest copy" in html
    assert "Text changed" in html[html.index('id="looks"') :]
    asked = browser.get(
        f"/admin/factcheck/recheck/{recheck.pk}/change/"
    ).content.decode()
    assert "We will <del>not</del><ins>never</ins> sell our country" in asked
    assert "read otherwise in the newest copy" in asked
    assert (
        "cites are changed or gone in the newest copy"
        in browser.get("/admin/").content.decode()
    )
    assert "newest copy" in browser.get("/admin/factcheck/recheck/").content.decode()


def test_the_looks_of_a_source_are_listed_and_lead_to_all(desk, source):
    seen = {
        "key": "k",
        "document": "k",
        "source": source,
        "address": "https://post.example/a",
    }
    for minute in range(12):
        at = f"2026-01-15T08:{minute:02}:00Z"
        Look.objects.create(
            at=at, outcome="failed", status=404, problem="It answered 404.", **seen
        )
    browser = desk("editor")

    html = browser.get(f"/admin/factcheck/source/{source.pk}/change/").content.decode()
    listed = browser.get(f"/admin/factcheck/look/?source__id__exact={source.pk}")

    looks = html[html.index('id="looks"') :]
    assert looks.count("It answered 404.") == 10
    assert "15 Jan 2026, 08:11 UTC" in looks
    assert f"/admin/factcheck/look/?source__id__exact={source.pk}" in looks
    assert listed.status_code == 200
    assert listed.content.decode().count("Not reached") >= 12
