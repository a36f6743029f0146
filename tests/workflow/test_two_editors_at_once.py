"""Two editors save one record in the same moment, two hundred times: one is told so, and neither text is lost."""

from collections.abc import Iterator
from functools import partial

import pytest
from support.people import make, person
from support.races import at_once

from factcheck import workflow
from factcheck.models import Party, Revision
from factcheck.workflow import editing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

RACES, TWIN_RACES = 200, 20
SAVED = "saved"


def save(pk: int, by, text: str, expected: int) -> str:
    """Save the record as somebody would whose form was opened at `expected`."""
    party = Party.objects.get(pk=pk)
    with workflow.saving(party, by, expected=expected):
        party.description = text
        party.save()
    return SAVED


def race(pk: int, number: int) -> dict[str, object]:
    """What became of two texts that were typed into the same version of the form."""
    opened = Party.objects.values_list("lock_version", flat=True).get(pk=pk)
    texts = [f"{number} by the editor", f"{number} by the reporter"]
    people = [person("editor"), person("reporter")]
    acts = (
        partial(save, pk, by, text, opened)
        for by, text in zip(people, texts, strict=True)
    )
    return dict(zip(texts, at_once(*acts), strict=True))


def lost(pk: int, outcomes: list[dict[str, object]]) -> Iterator[str]:
    """Texts whose author was told that they are saved, and that another overwrote without having seen them."""
    for outcome in outcomes:
        kept = [text for text, became in outcome.items() if became == SAVED]
        yield from kept[1:]


def recorded(party: Party) -> set[str]:
    """Every text that the history holds."""
    lines = workflow.revisions(party).filter(verb=Revision.Verb.SAVE)
    return {text for line in lines for text in line.changed.get("description", [])}


def test_of_two_hundred_races_no_text_is_lost_in_silence():
    party = make("party")

    outcomes = [race(party.pk, number) for number in range(RACES)]

    told = [became for outcome in outcomes for became in outcome.values()]
    winners = {
        text
        for outcome in outcomes
        for text, became in outcome.items()
        if became == SAVED
    }
    assert list(lost(party.pk, outcomes)) == []
    assert [type(became) for became in told if became != SAVED] == [
        workflow.StaleSave
    ] * RACES
    assert winners <= recorded(party)
    assert Party.objects.get(pk=party.pk).description in outcomes[-1]


def test_twin_without_the_guard_texts_are_lost(monkeypatch):
    take_turn = editing.acquire_version

    def take_any_turn(record, by, expected):
        return take_turn(
            record,
            by,
            type(record).objects.select_for_update().get(pk=record.pk).lock_version,
        )

    monkeypatch.setattr(editing, "acquire_version", take_any_turn)
    party = make("party")

    outcomes = [race(party.pk, number) for number in range(TWIN_RACES)]

    assert list(lost(party.pk, outcomes))
