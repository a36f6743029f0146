"""What a choice by typing offers: the best first, and each said with its kind and with what readers see of it."""

import unicodedata

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from support.people import change, make, person, published

from factcheck import workflow
from factcheck.admin.records.autocomplete_results import _by_state
from factcheck.models import ImportJob, Party

pytestmark = pytest.mark.django_db
FIELDS = {
    "party": ("factcheck", "quote", "speaker"),
    "source": ("factcheck", "quote", "source"),
    "claim": ("factcheck", "claimrelation", "other"),
    "quote": ("factcheck", "appearance", "quote"),
    "rating": ("factcheck", "verdict", "rating"),
    "side": ("timeline", "position", "side"),
}


def options(browser, kind: str, typed: str, page: str = "") -> list[str]:
    app, model, field = FIELDS[kind]
    asked = {
        "app_label": app,
        "model_name": model,
        "field_name": field,
        "term": typed,
        "page": page,
    }
    answer = browser.client.get("/admin/autocomplete/", asked)
    assert answer.status_code == 200
    return [each["text"] for each in answer.json()["results"]]


def named(browser, typed: str) -> list[str]:
    """The parties that are offered, by name alone."""
    return [text.partition(" — ")[0] for text in options(browser, "party", typed)]


def parties(*names: str, **content):
    return [make("party", name=name, **content) for name in names]


def test_what_is_written_just_so_comes_first_then_beginnings_then_words_then_anything(
    desk, world
):
    parties("Bramden", "The Denholm Post", "Denholm", "Den")

    assert named(desk("reporter"), "den") == [
        "Den",
        "Denholm",
        "The Denholm Post",
        "Bramden",
    ]


def test_what_is_live_comes_before_drafts(desk, world):
    parties("Mirfeld Council")
    published("party", name="Mirfeld Council of Elders")

    assert named(desk("reporter"), "mirf") == [
        "Mirfeld Council of Elders",
        "Mirfeld Council",
    ]


def test_but_not_before_what_fits_better(desk, world):
    published("party", name="Old Mirfeld")
    parties("Mirfeld")

    assert named(desk("reporter"), "Mirfeld") == ["Mirfeld", "Old Mirfeld"]


def test_another_spelling_counts_as_the_name_does(desk, world):
    parties("Union of Mirfeld and Denholm", aliases=["UMD", "Øvre Union"])
    parties("The UMDA")

    assert named(desk("reporter"), "umd") == [
        "Union of Mirfeld and Denholm",
        "The UMDA",
    ]
    assert named(desk("reporter"), "øvre") == ["Union of Mirfeld and Denholm"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Øresund Håbet", "oresund"),
        ("Øresund Håbet", "ØRESUND HÅBET"),
        ("Múte Aagård", "mute"),
        ("Æbeltoft", "aebel"),
        ("Zoe\u0308 Mirfeld", "zoë"),
        ("Straße der Brücken", "strasse"),
        ("O’Denholm", "o'denholm"),
        ("Мост", "мос"),
    ],
)
def test_case_and_accents_make_no_difference(desk, world, name, typed):
    parties(name)

    assert named(desk("reporter"), typed) == [unicodedata.normalize("NFC", name)]


def test_words_may_stand_in_any_order(desk, world):
    parties("Council of Mirfeld")

    assert named(desk("reporter"), "mirfeld coun") == ["Council of Mirfeld"]


def test_one_letter_is_looked_for_at_the_beginning_of_words(desk, world):
    parties("Zanzig", "The Zoo", "Buzz")

    assert named(desk("reporter"), "z") == ["Zanzig", "The Zoo"]


@pytest.mark.parametrize(
    "typed", ["(", "[a", "*", "\\", "%", "_", "a.b", "\x00", "' OR 1=1", "(?i)", "$^"]
)
def test_signs_are_only_signs(desk, world, typed):
    parties("Mirfeld (North) [a] 100% a.b")

    found = options(desk("reporter"), "party", typed)

    assert isinstance(found, list)
    assert "a.b" not in typed or found == [
        "Mirfeld (North) [a] 100% a.b — government, draft"
    ]


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "9" * 30, "²"])
def test_a_page_that_is_none_is_no_error(desk, world, page):
    assert isinstance(options(desk("reporter"), "party", "upper", page), list)


def test_each_option_says_its_kind_and_its_state(desk, world):
    reporter = desk("reporter")
    parties("Upper Town Council", party_kind="group")

    assert options(reporter, "party", "upper") == [
        "Upper Town — government, live",
        "Upper Town Council — group, draft",
    ]
    assert options(reporter, "claim", "belongs") == [
        "The bridge belongs to Upper Town. — judgement claim, live"
    ]
    assert options(reporter, "quote", "our") == [
        "It is our bridge — quote, Upper Town, live"
    ]
    assert options(reporter, "source", "report") == ["Bridge report — article, live"]
    assert options(reporter, "rating", "unp") == ["Unproven — rating, live"]


def test_what_was_taken_down_says_so_and_comes_last(desk, world):
    gone, _ = published("party", name="Mirfeld"), parties("Mirfeld")
    workflow.retract(gone, person("publisher"), reason="It never was.")

    found = options(desk("reporter"), "party", "mirfeld")
    assert found == [
        "Mirfeld — government, draft",
        "Mirfeld — government, retracted",
    ]


def test_without_a_word_what_is_live_is_offered_first(desk, world):
    parties("Newest of all")

    assert named(desk("reporter"), "")[0] == "Upper Town"


def test_a_page_costs_the_same_for_two_options_and_for_forty(desk, world):
    reporter = desk("reporter")
    parties("Mirfeld 1", "Mirfeld 2")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            options(reporter, "quote", "")
            options(reporter, "party", "mirfeld")
        return len(queries)

    cost()
    few = cost()
    parties(*(f"Mirfeld {number}" for number in range(3, 43)))

    assert cost() == few


def test_more_are_offered_page_by_page(desk, world):
    parties(*(f"Mirfeld {number:02}" for number in range(25)))
    first, second = (
        options(desk("reporter"), "party", "mirfeld", page) for page in ("1", "2")
    )

    assert (len(first), len(second), len({*first, *second})) == (20, 5, 25)


@pytest.mark.slow
def test_a_hundred_thousand_names_are_searched_in_a_few_queries(desk, world):
    many = [
        Party(name=f"{word} {n}", slug=f"p-{n}", party_kind="group")
        for n in range(100_000)
        for word in ("Mirfeld",)
    ]
    Party.objects.bulk_create(many, batch_size=2_000)

    reporter = desk("reporter")
    named(reporter, "upper")

    with CaptureQueriesContext(connection) as queries:
        found = named(reporter, "mirfeld 777")

    assert found[0] == "Mirfeld 777"
    assert len(queries) <= 12


def test_without_a_word_what_was_changed_last_comes_first(desk, world):
    first, _second = parties("Adel", "Bram")
    change(first, name="Adel and others")

    drafts = [
        text
        for text in named(desk("reporter"), "")
        if text.startswith(("Adel", "Bram"))
    ]

    assert drafts == ["Adel and others", "Bram"]


def test_rows_that_are_no_records_come_in_the_order_of_their_model():
    rows = ImportJob.objects.all()

    assert list(_by_state(rows).query.order_by) == ["-queued_at", "pk"]
