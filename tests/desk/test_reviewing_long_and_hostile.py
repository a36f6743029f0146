"""Whatever an article holds and however long it is, the review shows it as text, whole words and in bounds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from support import suggestion_factory
from support.people import make, uid
from support.review_screen import review

from factcheck.admin.review import text as texts
from factcheck.admin.review.text import SuggestionPlace
from factcheck.models import Suggestion

pytestmark = pytest.mark.django_db
QUERIES, PAGE_BYTES = 12, 600_000


@pytest.fixture
def job(world):
    return suggestion_factory.job(dispute=world.dispute)


def cost(browser, url: str) -> int:
    browser.get(url)  # what is remembered from one request to the next is remembered
    Suggestion.objects.update(taken_by=None, taken_at=None)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)


def crowded(job, world, count: int) -> None:
    """Quotes that each refer to a speaker of their own and repeat a record of their own."""
    source = suggestion_factory.source(job)
    for i in range(count):
        known = make("claim", disputes=[uid(world.dispute)], text=f"Known {i}.")
        match = {
            "match_kind": "claim",
            "match_uid": known.uid,
            "match_relation": "related",
        }
        suggestion_factory.quote(
            job, suggestion_factory.party(job, f"Person {i}"), source, **match
        )


def test_the_list_costs_the_same_for_one_row_and_for_fifty(desk, world, job):
    browser, url = desk("editor"), f"/admin/factcheck/importjob/{job.pk}/review/"
    crowded(job, world, 1)
    one = cost(browser, url)
    crowded(job, world, 40)

    many = cost(browser, url)

    assert many == one
    assert many <= QUERIES


def test_narrowed_and_after_a_decision_it_costs_hardly_more(desk, world, job):
    browser, url = desk("editor"), f"/admin/factcheck/importjob/{job.pk}/review/"
    crowded(job, world, 20)
    done = Suggestion.objects.filter(kind="quote").first()
    browser.post(review(done, f"{done.pk}/do/accept/"), {"version": 0})

    assert (
        cost(browser, f"{url}?kind=quote&done={done.pk}&at={done.pk + 2}")
        <= QUERIES + 3
    )


def test_each_of_several_documents_is_named_above_its_text(desk, job):
    for name in ("one", "two"):
        suggestion_factory.suggest(
            job,
            "claim",
            {"text": name},
            exact=name,
            text=f"Of {name}.",
            place=f"https://x.example/{name}",
        )

    html = (
        desk("editor")
        .get(f"/admin/factcheck/importjob/{job.pk}/review/")
        .content.decode()
    )

    assert html.count('class="copy__title"') == 2
    assert html.index('copy__title">https://x.example/one') < html.index(
        'copy__title">https://x.example/two'
    )


def test_the_second_page_has_the_rest(desk, job):
    rows = [suggestion_factory.party(job, f"Person {i}") for i in range(52)]

    html = desk("editor").get(review(rows[0], f"?at={rows[51].pk}")).content.decode()

    assert html.count('class="suggestion') - html.count('class="suggestion_') == 2
    assert "Page 2 of 2" in html


def test_of_a_long_text_without_paragraphs_only_what_is_around_is_sent(desk, job):
    text = (
        "Nothing is said here. " * 100_000
        + "“It is our bridge,” she said. "
        + "Nor here. " * 100_000
    )
    claim = suggestion_factory.suggest(
        job, "claim", {"text": "It is theirs."}, exact="It is our bridge", text=text
    )

    response = desk("editor").get(review(claim))

    assert b">It is our bridge</mark>" in response.content
    assert len(response.content) < PAGE_BYTES


def test_of_a_very_long_text_only_what_is_around_is_sent(desk, job):
    text = (
        "Nothing is said here. " * 125_000
        + "\n\n“It is our bridge,” she said.\n\n"
        + "Nor here. " * 225_000
    )
    claim = suggestion_factory.suggest(
        job, "claim", {"text": "It is theirs."}, exact="It is our bridge", text=text
    )

    response = desk("editor").get(review(claim))

    html = response.content.decode()
    assert '“<a class="copy__number is-current"' in html
    assert "2750002 characters left out" in html
    assert len(response.content) < PAGE_BYTES


def test_fifty_suggestions_make_a_page_of_bounded_size(desk, world, job):
    crowded(job, world, 25)

    assert (
        len(desk("editor").get(f"/admin/factcheck/importjob/{job.pk}/review/").content)
        < PAGE_BYTES
    )


def test_markup_in_text_and_fields_is_shown_as_text(desk, job):
    text = "<script>alert(1)</script> said <b>she</b>."
    row = suggestion_factory.suggest(
        job,
        "claim",
        {"text": "<img src=x onerror=alert(2)>"},
        exact="<b>she</b>",
        text=text,
    )
    Suggestion.objects.filter(pk=row.pk).update(
        place='"><script>', step="<i>", differs={"<u>": ["<s>", "<q>"]}
    )

    pages = ["", f"{row.pk}/edit/", f"{row.pk}/merge/", "many/?act=accept"]
    html = "".join(
        desk("editor").get(review(row, page)).content.decode() for page in pages
    )

    assert not [
        tag
        for tag in ("<script>", "<img src=x", "<b>she", "<i>", "<u>", "<q>")
        if tag in html
    ]
    assert "&lt;b&gt;she&lt;/b&gt;" in html


def test_characters_that_turn_the_direction_are_named(desk, job):
    text = "He said \u202etxet deliver\u202c."
    row = suggestion_factory.suggest(
        job,
        "claim",
        {"text": "\u2067Ours\u2069"},
        exact="\u202etxet deliver\u202c",
        text=text,
    )

    html = desk("editor").get(review(row)).content.decode()

    assert "[U+202E]txet deliver[U+202C]" in html
    assert "[U+2067]Ours[U+2069]" in html
    assert not {"\u202e", "\u202c", "\u2067", "\u2069"} & set(html)


def test_arabic_is_marked_where_it_stands(desk, job):
    row = suggestion_factory.suggest(
        job,
        "claim",
        {"text": "الجسر لنا"},
        exact="الجسر لنا",
        text="قالت: الجسر لنا.\n\nShe left.",
    )

    html = desk("editor").get(review(row)).content.decode()

    assert f'data-of="{row.pk}">الجسر لنا</mark>' in html


@pytest.mark.parametrize("place", [(0, 10**9), (10**9, 10**9 + 5), (7, 7)])
def test_a_place_that_is_not_in_the_text_breaks_nothing(desk, job, place):
    row = suggestion_factory.claim(job)
    Suggestion.objects.filter(pk=row.pk).update(start=place[0], end=place[1])

    assert desk("editor").get(review(row)).status_code == 200


def test_a_job_that_is_not_there_is_not_found(desk, world):
    assert (
        desk("editor").get("/admin/factcheck/importjob/77/review/").status_code == 404
    )


@pytest.mark.parametrize(
    "query",
    [
        "p=x",
        "p=99999999999999999999",
        "at=-1",
        "confidence=abc",
        "before=never",
        "kind=no",
    ],
)
def test_an_address_that_makes_no_sense_still_shows_the_list(desk, job, query):
    row = suggestion_factory.claim(job)

    assert desk("editor").get(review(row, f"?{query}")).status_code == 200


def test_places_that_overlap_are_both_marked():
    text = "one two three four"
    places = [SuggestionPlace(1, 1, 0, 13), SuggestionPlace(2, 2, 4, 7)]

    [stretch] = texts.stretches(text, 0, places)

    assert [(piece.text, piece.pks) for piece in stretch.pieces] == [
        ("one ", "1"),
        ("two", "2 1"),
        (" three", "1"),
        (" four", ""),
    ]


def test_paragraphs_without_a_place_are_left_out_and_neighbours_stay_together():
    nothing = "Nothing is said of it here. " * 20
    text = f"First.\n\nA paragraph of words.\n\n{nothing}\n\nLast."
    places = [
        SuggestionPlace(n, n, text.index(word), text.index(word) + len(word))
        for n, word in enumerate(("First", "words", "Last"))
    ]

    shown = texts.stretches(text, 0, places)

    said = ["".join(piece.text for piece in stretch.pieces) for stretch in shown]
    assert said == ["First.\n\nA paragraph of words.", "Last."]
    assert [stretch.left_out for stretch in shown] == [0, len(nothing) + 4]


def test_a_headline_above_the_first_place_and_a_short_gap_are_shown():
    text = "The town waits for its ferry\n\n“It is ours,” she said.\n\nA line between.\n\n“No,” he said."
    places = [
        SuggestionPlace(n, n, text.index(word), text.index(word) + len(word))
        for n, word in enumerate(("It is ours", "No"))
    ]

    [shown] = texts.stretches(text, 0, places)

    assert ("".join(piece.text for piece in shown.pieces), shown.left_out) == (text, 0)
