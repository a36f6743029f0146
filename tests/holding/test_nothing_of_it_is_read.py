"""While a record is held no public address gives a word of it, at no moment; released, all of it is as it was."""

import pytest
from support.hold_dispute import KINDS, as_sent, moments, pieces, read_all, word
from support.people import person
from support.public_addresses import addresses, public_patterns

from factcheck import workflow
from factcheck.ledger import verify
from timeline.pages.overview import LATEST

pytestmark = pytest.mark.django_db

# Each kind takes half a minute.
EACH = [
    pytest.param(kind, marks=() if kind == "claim" else pytest.mark.slow)
    for kind in KINDS
]


def hold_and_release(record, said: str) -> None:
    workflow.hold(record, person("publisher"), reason=f"It says {said}.")
    workflow.release(record, person("second_publisher"), reason="It was right.")


def leaks(found: dict[str, tuple[int, str]], said: str) -> list[str]:
    """The addresses that give a word, but for those that were asked for it and say so."""
    return [
        path
        for path, (_, text) in found.items()
        if said in text and f"q={said}" not in path
    ]


def hits(found: dict[str, tuple[int, str]], said: str) -> list[str]:
    """The searches for a word whose answer says it otherwise than as what was asked for."""
    asked = (f"q={said}", f'value="{said}"', f"“{said}”")
    texts = {path: text for path, (_, text) in found.items() if f"q={said}" in path}
    for each in asked:
        texts = {path: text.replace(each, "") for path, text in texts.items()}
    return [path for path, text in texts.items() if said in text]


@pytest.mark.usefixtures("_cached")
@pytest.mark.parametrize("kind", EACH)
def test_a_held_record_is_read_nowhere_and_a_released_one_everywhere(world, kind):
    record, when = world.records[kind], moments()
    for _ in range(
        LATEST // 2
    ):  # the latest changes, of which pages show a few, are holds and releases from the start
        hold_and_release(record, word(kind))
    before = read_all(world, when)
    assert leaks(before, word(kind))
    workflow.hold(record, person("publisher"), reason=f"It says {word(kind)}.")

    held = read_all(world, when)

    assert leaks(held, word(kind)) + hits(held, word(kind)) == []
    assert {status for status, _ in held.values()} & {429, 500, 503} == set()
    assert list(verify()) == []

    workflow.release(record, person("second_publisher"), reason="It was right.")
    after = read_all(world, when)

    assert [path for path in before if before[path][0] != after[path][0]] == []
    past = [path for path in before if "as_of=" in path]
    assert [
        path for path in past if as_sent(before[path][1]) != as_sent(after[path][1])
    ] == []
    lost = {
        path: pieces(before[path][1]) - pieces(after[path][1])
        for path in before.keys() - past
    }
    assert {path: missing for path, missing in lost.items() if missing} == {}
    assert list(verify()) == []


def test_every_public_address_is_tried(world):
    assert public_patterns() - addresses(world, []).keys() == set()
