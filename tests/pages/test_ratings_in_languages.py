"""A verdict's word and its definition read in the language of the page, where the scale has them; else in their own."""

import re

import pytest
from support.people import change, publish

from factcheck import ledger
from factcheck.imports.dossier import export

pytestmark = pytest.mark.django_db

DANISH = {"language": "da", "label": "Ej bevist", "definition": "Ingen har vist det."}


@pytest.fixture
def _danish(world):
    publish(change(world.rating, translations=[DANISH]), action="update")


def words_of(page: str, label: str) -> set[str]:
    """The language of each element around a label; empty for that of the page."""
    tags = re.findall(rf"<(\w+)([^>]*)>\s*{label}\s*<", page)
    languages = (re.search(r'lang="(\w+)"', attributes) for _, attributes in tags)
    return {found.group(1) if found else "" for found in languages}


@pytest.mark.usefixtures("_danish")
@pytest.mark.parametrize(
    "path",
    [
        "/claims/belongs/",
        "/claims/",
        "/about/ratings/",
        "/parties/upper-town/",
        "/claims/belongs/embed/",
    ],
)
def test_a_danish_page_shows_the_danish_word(read, path):
    page = read(f"{path}?lang=da")

    assert words_of(page, "Ej bevist") == {""}
    assert not words_of(page, "Unproven")


@pytest.mark.usefixtures("_danish")
def test_a_page_in_a_language_without_a_word_shows_the_label_with_its_own(read):
    assert words_of(read("/claims/belongs/?lang=de"), "Unproven") == {"en"}
    assert "Ej bevist" not in read("/claims/belongs/")


@pytest.mark.usefixtures("_danish")
def test_the_scale_is_defined_in_the_language_of_the_page(read, world):
    page = read("/about/ratings/?lang=da")

    assert "Ingen har vist det." in page
    assert world.rating.definition not in page


def test_a_definition_that_is_not_translated_stands_in_its_own_language(read, world):
    word = DANISH | {"definition": ""}
    publish(change(world.rating, translations=[word]), action="update")

    page = read("/about/ratings/?lang=da")

    assert re.search(rf'lang="en"[^>]*><p>{world.rating.definition}', page)


@pytest.mark.usefixtures("_danish")
def test_the_filter_of_claims_names_verdicts_in_the_language_of_the_page(read):
    page = read("/claims/?rating=unproven&lang=da")

    assert re.search(r"<option[^>]*selected[^>]*>\s*Ej bevist", page)


@pytest.mark.usefixtures("_danish")
def test_a_search_finds_a_verdict_by_its_word_in_any_language(read):
    assert "Unproven" in read("/search/?q=Ej+bevist")


@pytest.mark.usefixtures("_danish")
def test_the_api_and_a_dossier_give_every_language(client):
    rating = client.get("/api/v1/ratings/unproven/").json()

    assert DANISH.items() <= rating["translations"][0].items()
    assert "Ej bevist" in export.text_of(export.export("bridge"))


def test_a_scale_of_before_has_words_in_one_language(world):
    line = ledger.current().find("rating", world.rating.slug)
    before = ledger.original_of(line) | {"schema": 2}
    del before["translations"]

    assert ledger.current_form("rating", before)["translations"] == []


@pytest.mark.parametrize("language", ["DA", "danish please", ""])
def test_a_language_is_named_by_its_tag(world, language):
    with pytest.raises(AssertionError, match="language"):
        change(world.rating, translations=[DANISH | {"language": language}])


@pytest.mark.usefixtures("_danish")
def test_the_search_offers_verdicts_in_the_language_of_each_page(read):
    danish, english = read("/search/?lang=da"), read("/search/")

    assert "Ej bevist" in danish
    assert "Unproven" in english
    assert "Ej bevist" not in english
