"""Corrections by their type and dispute, and the verdicts that the desk changed."""

import re

import pytest
from support.people import change, person, publish, published, uid
from support.redactions import redact

from factcheck import workflow
from factcheck.models import Publication
from factcheck.pages.views import corrections

pytestmark = pytest.mark.django_db
PAGE = "/corrections/"


@pytest.fixture
def put_right(world):
    """One of each: a correction, a clarification, a retraction, a redaction; and an update, which is none."""
    publish(
        change(world.entry, headline="Upper Town shuts the bridge"),
        action="correct",
        notice="It was shut.",
    )
    publish(
        change(world.party, name="The Upper Town"),
        action="clarify",
        notice="With its article.",
    )
    publish(change(world.source, note="Read again."), action="update")
    workflow.retract(world.quote, person("publisher"), reason="It was misheard.")
    redact(Publication.objects.get(kind="entry", version=1).seq, "privacy")
    return world


def words(page: str) -> list[str]:
    return re.findall(r'<strong class="change__word">(.*?)</strong>', page)


def test_every_correction_says_its_type(put_right, read):
    assert words(read(PAGE)) == [
        "Redaction",
        "Retraction",
        "Clarification",
        "Correction",
    ]


@pytest.mark.parametrize(
    "name", ["correction", "clarification", "retraction", "redaction"]
)
def test_one_type_is_shown_alone(put_right, read, name):
    page = read(f"{PAGE}?type={name}")

    assert words(page) == [name.title()]
    assert f'href="{PAGE}?type={name}" aria-current="page"' in page


def test_corrections_of_one_dispute_are_shown_alone(put_right, read):
    elsewhere = published("dispute", slug="elsewhere", title="Elsewhere")
    publish(
        change(elsewhere, title="Somewhere else"), action="correct", notice="Its name."
    )

    assert words(read(f"{PAGE}?dispute=elsewhere")) == ["Correction"]
    of_bridge = read(f"{PAGE}?dispute=bridge")
    assert words(of_bridge) == [
        "Redaction",
        "Retraction",
        "Clarification",
        "Correction",
    ]
    assert '<option value="bridge" selected' in of_bridge


def test_a_type_without_any_says_so(world, read):
    assert "Nothing of this kind is in the record." in read(f"{PAGE}?type=retraction")
    assert "Nothing has been corrected so far." in read(PAGE)


def test_verdicts_that_changed_show_both_the_reason_and_when(put_right, read):
    new = published("rating", slug="true", label="True", numeric=5)
    verdict = put_right.verdict(
        rating=uid(new), rationale="A *deed* was found.", decided_on="2026-01-20"
    )
    publish(
        change(put_right.claim, verdict=verdict),
        action="correct",
        notice="We had missed the deed.",
    )

    page = read(f"{PAGE}?show=verdicts")
    shown = page.partition('<ol class="changes">')[2].partition("</ol>")[0]

    assert shown.count("<li ") == 1
    assert "The bridge belongs to Upper Town." in shown
    assert '<del dir="auto">Unproven</del>' in shown
    assert '<ins dir="auto">True</ins>' in shown
    assert "We had missed the deed." in shown
    assert "A <em>deed</em> was found." in shown
    assert "<time datetime=" in shown
    assert words(page) == []


def test_verdicts_of_another_dispute_are_not_shown(put_right, read):
    published("dispute", slug="elsewhere", title="Elsewhere")
    new = published("rating", slug="true", label="True", numeric=5)
    publish(
        change(put_right.claim, verdict=put_right.verdict(rating=uid(new))),
        action="correct",
        notice="A deed.",
    )

    assert '<ins dir="auto">True</ins>' in read(f"{PAGE}?show=verdicts&dispute=bridge")
    assert "No verdict has been changed so far." in read(
        f"{PAGE}?show=verdicts&dispute=elsewhere"
    )


def test_further_search_pages_keep_the_query(put_right, read, monkeypatch):
    monkeypatch.setattr(corrections, "SIZE", 1)
    page = read(f"{PAGE}?dispute=bridge")

    seen = words(page)
    while following := re.search(r'rel="next" href="([^"]*)"', page):
        page = read(following[1].replace("&amp;", "&"))
        seen += words(page)

    assert seen == ["Redaction", "Retraction", "Clarification", "Correction"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "type=typo",
            "“typo” is not among the choices: correction, clarification, retraction, redaction.",
        ),
        ("show=all", "“all” is not among the choices: verdicts."),
        ("dispute=nowhere", "dispute: “nowhere” is not in the record."),
    ],
    ids=["type", "show", "dispute"],
)
def test_what_is_no_choice_is_refused_with_a_remedy(put_right, client, query, told):
    response = client.get(f"{PAGE}?{query}")

    assert response.status_code == 400
    assert told in response.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("query", ["?dispute=bridge", "?show=verdicts"])
def test_the_list_costs_the_same_for_one_and_for_fifty(
    world, client, django_assert_max_num_queries, query
):
    new, counts = published("rating", slug="true", label="True", numeric=5), []
    for n in range(51):
        if n in (2, 50):
            with django_assert_max_num_queries(12) as queries:
                client.get(PAGE + query)
            counts.append(len(queries.captured_queries))
        verdict = world.verdict(rating=uid((new, world.rating)[n % 2]))
        publish(change(world.claim, verdict=verdict), action="correct", notice="Again.")

    assert counts[0] == counts[1]
