"""Words that say who asserts, on which side, and as of when: what a reader of each language takes them for."""

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext
from support.people import change, publish

pytestmark = pytest.mark.django_db

WORDS = [
    ("in its own voice", "for egen regning", "als eigene Aussage"),
    ("As known on", "Som den så ud", "Stand vom"),
    ("Side", "Part", "Lager"),
    ("Reported", "Rapporteret", "Berichtet"),
    ("Happened", "Sket", "Geschehen"),
    ("Context", "Kontekst", "Zusammenhang"),
    ("Dates", "Datoer", "Datumsangaben"),
    ("Remove", "Fjern", "Entfernen"),
]


@pytest.mark.parametrize(("english", "danish", "german"), WORDS)
def test_a_word_means_the_same_in_every_language(english, danish, german):
    said = {}
    for language in ("da", "de"):
        with translation.override(language):
            said[language] = gettext(english)

    assert said == {"da": danish, "de": german}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("da", "%(shown)s vurdering er ændret."),
        ("de", "%(shown)s Einordnung hat sich geändert."),
    ],
)
def test_a_verdict_that_changed_reads_as_changed(language, said):
    with translation.override(language):
        assert (
            ngettext("%(shown)s verdict changed.", "%(shown)s verdicts changed.", 1)
            == said
        )


@pytest.mark.parametrize(
    ("language", "said"),
    [("da", "En dag gælder til og med midnat"), ("de", "Ein Tag gilt bis Mitternacht")],
)
def test_a_day_holds_until_midnight(world, read, language, said):
    assert said in read(f"/disputes/bridge/compare/?lang={language}")


def test_a_claim_without_a_day_says_that_its_day_is_not_known(world, read):
    undated = read("/claims/belongs/")
    publish(change(world.claim, claimed_on="2026-01-14"), action="update")

    assert "day of the claim not known" in undated
    assert "claimed:" not in undated
    assert "claimed:" in read("/claims/belongs/")
