"""A source is archived again: each passage cited from the older copy has one of five honest states."""

import pytest
from people import make, uid

from factcheck import captures
from factcheck.models import Capture
from factcheck.reading import PLAIN, Read

pytestmark = pytest.mark.django_db
OLD = "The harbour was quiet. “We will not sell our country,” she said. The hall was full. It rained all day."


def keep(source, text: str) -> Capture:
    return captures.keep(text.encode(), Read(text=text, extractor="text 1"), PLAIN, source=source)


@pytest.fixture
def source():
    made = make("source", slug="report")
    keep(made, OLD)
    return made


def cite(source, words: str) -> None:
    dispute = make("dispute", slug=f"bridge-{len(words)}")
    make("quote", words=words, disputes=[uid(dispute)], source=uid(source))


def shown(desk, source) -> str:
    return desk("editor").get(f"/admin/factcheck/source/{source.pk}/passages/").content.decode()


@pytest.mark.parametrize(
    ("new", "state", "says"),
    [
        (OLD + " More was added.", "anchored", "Stands where it stood."),
        ("Updated. " + OLD, "moved", "word for word"),
        (
            OLD.replace("not sell our country", "never sell our country"),
            "text changed",
            "We will never sell our country",
        ),
        ("Another article altogether, about fish and nets and boats.", "orphaned", "not there any more"),
    ],
)
def test_a_passage_is_found_again_or_it_is_said_that_it_is_not(desk, source, new, state, says):
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
    html = desk("editor").get(f"/admin/factcheck/source/{source.pk}/change/").content.decode()

    assert f"/admin/factcheck/source/{source.pk}/passages/" in html
