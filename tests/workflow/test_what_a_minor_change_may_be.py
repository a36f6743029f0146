"""A minor change is a slip of the pen in a free text; whatever says something else needs another kind."""

import re
import string
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import assume, given
from hypothesis import strategies as st
from support.people import World, approve, change, person, published, uid

from factcheck import ledger, workflow
from factcheck.models import ScheduledRecord
from factcheck.records import registry
from factcheck.workflow import Change, WrongState
from factcheck.workflow.text_slips import beyond_slips

SLIPS = [
    ("The brigde is closed.", "The bridge is closed."),
    ("The bridge is closd.", "The bridge is closed."),
    ("The bridgge is closed.", "The bridge is closed."),
    ("The bridge is clozed.", "The bridge is closed."),
    ("teh bridge is closed", "The bridge is closed."),
    ("It  is closed ,and stays so", "It is closed, and stays so."),
    ("It is a old bridge.", "It is an old bridge."),
    ("Ofthe bridge nothing stands.", "Of the bridge nothing stands."),
    ("The town's bridge", "The town’s bridge"),
    ("Closed 2010-2014 – again", "Closed 2010–2014 - again"),
    ("A fier broke out.", "A fire broke out."),
    ("A *closed* bridge", "A closed bridge"),
]
SUBSTANCE = [
    ("It is not safe.", "It is now safe.", "negation"),
    ("It is safe.", "It is not safe.", "“not” was added"),
    ("They can't cross.", "They can cross.", "negation"),
    ("They cant cross.", "They can cross.", "negation"),
    ("Nobody crossed.", "Somebody crossed.", "negation"),
    ("The bridge is unsafe.", "The bridge is safe.", "more than one letter"),
    ("They were unable to cross.", "They were enable to cross.", "prefix"),
    ("The untied towns", "The united towns", "prefix"),
    ("A typical bridge", "Atypical bridge", "became"),
    ("An uninformed guard", "An uniformed guard", "prefix"),
    ("a moral duty", "amoral duty", "became"),
    ("now here", "nowhere", "became"),
    ("a million euros", "a billion euros", "number"),
    ("six towns", "sex towns", "number"),
    ("1 town", "l town", "number"),
    ("It costs 1.5 euros.", "It costs 15 euros.", "number"),
    ("It costs 1,000 euros.", "It costs 1.000 euros.", "number"),
    ("It costs $5.", "It costs €5.", "number"),
    ("It costs € 5.", "It costs £ 5.", "signs"),
    ("5% of it", "5 of it", "number"),
    ("50 % of it", "50 of it", "signs"),
    ("It was -5 degrees.", "It was 5 degrees.", "number"),
    ("It was - 5 degrees.", "It was 5 degrees.", "number"),
    ("It was .5 degrees.", "It was 5 degrees.", "number"),
    ("It is 5 km long.", "It is 5 m long.", "unit"),
    ("In June it closed.", "In July it closed.", "name"),
    ("on monday", "on sunday", "date"),
    ("next day", "next dat", "date"),
    ("said Mayor Ostby", "said Mayor Ostbye", "name"),
    ("said Mr. Ostby", "said Mr. Estby", "name"),
    ("Ostby left. They say Ostby lied.", "Ostbu left. They say Ostby lied.", "name"),
    ("between the US and others", "between the us and others", "name"),
    ("They asked us.", "They asked US.", "name"),
    ("He closed it.", "She closed it.", "another word"),
    ("It could close.", "It would close.", "another word"),
    ("It is in the bridge.", "It is on the bridge.", "another word"),
    ("It is closed.", "It is closed?", "signs"),
    ("He called it “closed”.", "He called it closed.", "signs"),
    ("see https://town.example/a", "see https://town.example/b", "address"),
    ("A quick quiet town", "A quiet quick town", "more than one letter"),
    ("The old bridge is closed.", "The bridge is closed.", "taken out"),
    ("", "The bridge is closed.", "added"),
    ("Το γεφύρι", "Το γεφύρη", "language"),
]


@pytest.mark.parametrize(("old", "new"), SLIPS)
def test_slips_of_the_pen_are_minor(old, new):
    assert beyond_slips(old, new) == []
    assert beyond_slips(new, old) == []


@pytest.mark.parametrize(("old", "new", "why"), SUBSTANCE)
def test_what_says_something_else_is_not(old, new, why):
    assert why in " ".join(beyond_slips(old, new))
    assert beyond_slips(new, old)


def test_a_known_name_is_one_at_the_beginning_too():
    assert beyond_slips("Lowe closed it.", "Love closed it.") == []
    assert (
        "a name"
        in beyond_slips("Lowe closed it.", "Love closed it.", names={"Lowe", "Town"})[0]
    )


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("da", "Broen er åben.", "Broen er uåben."),
        ("da", "ikke lukket", "ukke lukket"),
        ("de-AT", "sie kam", "nie kam"),
    ],
)
def test_other_languages_have_their_own_denials(language, old, new):
    assert beyond_slips(old, new, language=language)


def test_of_a_language_that_is_not_known_only_the_dress_is_minor():
    assert (
        beyond_slips(
            "Napparsimavik , matuvoq", "napparsimavik, matuvoq.", language="kl"
        )
        == []
    )
    assert "not known here" in beyond_slips("matuvoq", "matuvok", language="kl")[0]


WORDS = st.text(alphabet=string.ascii_lowercase + "'", min_size=1, max_size=9)
TEXTS = st.text(
    alphabet=string.ascii_letters + string.digits + " .,;!?'-%$€“”\n", max_size=60
)
NUMBER = re.compile(r"\d+")
WORD = re.compile(r"[^\W\d_]+")


@given(
    TEXTS,
    st.integers(0, 60),
    st.integers(0, 2),
    st.text(alphabet=string.printable, max_size=2),
)
def test_whatever_is_minor_keeps_every_number_and_nearly_every_letter(
    old, at, gone, put
):
    new = old[:at] + put + old[at + gone :]

    if not beyond_slips(old, new):
        assert NUMBER.findall(old) == NUMBER.findall(new)
        one, other = ("".join(WORD.findall(text)).casefold() for text in (old, new))
        assert abs(len(one) - len(other)) <= 1


@given(TEXTS)
def test_no_change_is_minor(text):
    assert beyond_slips(text, text) == []


@given(
    before=TEXTS,
    number=st.from_regex(r"[0-9]{1,4}([.,][0-9]{1,3})?", fullmatch=True),
    data=st.data(),
)
def test_no_digit_point_or_sign_of_a_number_ever_goes_out_as_minor(
    before, number, data
):
    at = data.draw(st.integers(0, len(number) - 1))
    sign = data.draw(st.sampled_from("0123456789%-."))
    other = data.draw(
        st.sampled_from(
            [number[:at] + number[at + 1 :], number[:at] + sign + number[at + 1 :]]
        )
    )
    assume(other.strip(".") != number and f" {other} " != f" {number} ")

    assert beyond_slips(f"{before} {number} towns", f"{before} {other} towns")


@given(
    before=TEXTS,
    after=TEXTS,
    denial=st.sampled_from(["not", "never", "no", "without", "can't", "nobody"]),
)
def test_no_denial_ever_comes_or_goes_as_minor(before, after, denial):
    assert beyond_slips(f"{before} {denial} {after}", f"{before} {after}")
    assert beyond_slips(f"{before} {after}", f"{before} {denial} {after}")


@given(
    WORDS,
    WORDS,
    st.sampled_from(["bridge", "harbour", "warehouse"]),
    st.integers(1, 4),
    st.data(),
)
def test_one_letter_of_a_plain_word_is_minor(before, after, word, at, data):
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    slips = [
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
    ]
    slip = data.draw(
        st.sampled_from([*slips, word[:at] + word[at + 1] + word[at] + word[at + 2 :]])
    )

    assert beyond_slips(f"{before} {slip} {after}", f"{before} {word} {after}") == []


@pytest.fixture
def world(db) -> World:
    return World()


def try_minor(record) -> str:
    """Why the version that was approved is not published as minor; nothing is left behind by trying."""
    lines = ledger.current().seq
    with pytest.raises(WrongState) as caught:
        workflow.publish(
            workflow.acknowledging([Change(approve(record), "minor")]),
            person("publisher"),
        )
    assert ledger.current().seq == lines
    return str(caught.value)


def test_a_slip_in_a_rationale_goes_out_as_minor(world):
    verdict = world.claim.verdict
    content = world.verdict(uid=str(verdict.uid), rationale="No ded was found.")
    fresh = approve(change(world.claim, verdict=content))
    changes = workflow.acknowledging([Change(fresh, "minor")])

    assert workflow.publish(changes, person("publisher"))[0].action == "minor"


CHANGED = {
    "rating": (
        lambda world: {
            "verdict": world.verdict(
                rating=uid(published("rating", slug="false", label="False"))
            )
        }
    ),
    "decided on": (lambda world: {"verdict": world.verdict(decided_on="2026-01-16")}),
    "claim kind": (lambda world: {"claim_kind": "legal"}),
    "claimed on": (lambda world: {"claimed_on": "2026-01-14"}),
    "language": (lambda world: {"language": "da"}),
    "evidence: a row was taken out": (
        lambda world: {"evidence": [], "claim_kind": "judgement"}
    ),
    "evidence: a row was added": (
        lambda world: {"evidence": [*evidence(world), *evidence(world)]}
    ),
    "evidence 1, stance": (
        lambda world: {"evidence": evidence(world, stance="refutes")}
    ),
    "appearances 1, role": (
        lambda world: {"appearances": appearances(world, role="denies")}
    ),
    "appearances 1, party": (
        lambda world: {
            "appearances": appearances(
                world, party=uid(published("party", slug="lower"))
            )
        }
    ),
    "“Upper”": (lambda world: {"text": "The bridge belongs to Uper Town."}),
    "“does not belong”": (
        lambda world: {"text": "The bridge does not belong to Upper Town."}
    ),
}


def evidence(world, **changes) -> list[dict]:
    row = registry.of(world.claim).content(world.claim)["evidence"][0] | changes
    return (
        [row]
        if "stance" in changes
        else [{name: value for name, value in row.items() if name != "uid"}]
    )


def appearances(world, **changes) -> list[dict]:
    return [registry.of(world.claim).content(world.claim)["appearances"][0] | changes]


@pytest.mark.parametrize("field", CHANGED)
def test_each_other_field_word_and_row_of_a_claim_needs_another_kind(world, field):
    refusal = try_minor(change(world.claim, **CHANGED[field](world)))

    assert field.casefold() in refusal.casefold()
    assert "correction or a clarification, with its notice, or an update" in refusal


@pytest.mark.parametrize(
    ("name", "content", "field"),
    [
        ("quote", {"words": "It is our brigde"}, "Words"),
        ("quote", {"said_on": "2026-01-14"}, "Said on"),
        ("entry", {"status": "cancelled"}, "Status"),
        ("entry", {"when": "2026-01-15"}, "When"),
        ("entry", {"place": "Lower Town"}, "Place"),
        ("party", {"name": "Uper Town"}, "Name"),
        ("source", {"url": "https://town.example/report"}, "Url"),
        ("rating", {"label": "Unprovn"}, "Label"),
    ],
)
def test_names_dates_statuses_and_the_words_of_others_are_never_minor(
    world, name, content, field
):
    assert f"{field}: it changed" in try_minor(change(getattr(world, name), **content))


def test_no_other_way_leads_around_it(world):
    fresh = approve(
        change(world.claim, text="The bridge does not belong to Upper Town.")
    )
    changes = workflow.acknowledging([Change(fresh, "minor")])
    boss = person("boss")
    boss.is_superuser = True
    tomorrow = timezone.now() + timedelta(days=1)

    with pytest.raises(WrongState, match="minor"):
        workflow.publish_in_emergency(changes, boss, reason="A flood.")
    with pytest.raises(WrongState, match="minor"):
        workflow.schedule(changes, person("publisher"), at=tomorrow)
    assert not ScheduledRecord.objects.exists()
