"""What was appended once can be read for ever: a payload of every form lies here, and leads to today's."""

from dataclasses import replace
from typing import ClassVar

import pytest
from django.core.checks import run_checks
from forms import frozen
from rest_framework import serializers
from support.whole_dispute import whole_dispute

from factcheck import ledger
from factcheck.ledger import upgrades
from factcheck.models import Publication
from factcheck.records import registry
from factcheck.records.serializers import ClaimSerializer

EARLIER = [
    (kind.name, form)
    for kind in registry.all_kinds()
    for form in range(1, kind.serializer_class.SCHEMA)
]
HINT = "Run FREEZE=1 pytest tests/forms, read what it adds, and check it in."


@pytest.mark.django_db(transaction=True)
def test_a_payload_of_todays_form_of_every_kind_is_frozen():
    whole_dispute()
    for kind in registry.all_kinds():
        lines = Publication.objects.filter(kind=kind.name)
        payload = max(
            (ledger.original_of(line) for line in lines),
            key=lambda said: len(str(said)),
        )
        frozen.add(frozen.path_of(kind.name, kind.serializer_class.SCHEMA), payload)

    missing = [
        k.name
        for k in registry.all_kinds()
        if not frozen.path_of(k.name, k.serializer_class.SCHEMA).exists()
    ]
    assert missing == [], HINT


@pytest.mark.parametrize("kind", registry.all_kinds(), ids=lambda kind: kind.name)
def test_a_form_does_not_change_under_its_number(kind):
    payload = frozen.read(frozen.path_of(kind.name, kind.serializer_class.SCHEMA))

    assert payload["schema"] == kind.serializer_class.SCHEMA
    assert list(frozen.faults(kind.serializer, payload)) == [], (
        "Raise SCHEMA and write the upgrade."
    )
    assert frozen.empty(kind.serializer, payload, payload["schema"]) == []


@pytest.mark.parametrize(("kind", "form"), EARLIER)
def test_a_frozen_payload_becomes_what_was_expected(kind, form):
    payload = frozen.read(frozen.path_of(kind, form))
    made = upgrades.upgraded(kind, payload, form + 1)
    frozen.add(frozen.path_of(kind, form, "expected"), made)

    assert payload == frozen.read(frozen.path_of(kind, form)), (
        "An upgrade must not change what it is given."
    )
    assert made == frozen.read(frozen.path_of(kind, form, "expected")), HINT


@pytest.mark.parametrize(("kind", "form"), EARLIER)
def test_a_payload_of_any_form_has_every_field_of_todays(kind, form):
    payload = frozen.read(frozen.path_of(kind, form))

    today = ledger.current_form(kind, payload)

    assert list(frozen.faults(registry.get(kind).serializer, today)) == []
    assert frozen.empty(registry.get(kind).serializer, today, form) == []


def test_a_line_that_was_carried_over_with_roles_keeps_them():
    payload = frozen.read(frozen.path_of("claim", 1))
    del payload["salt"]
    payload |= {"edited_by": ["reporter"], "approved_by": ["editor", "publisher"]}

    today = ledger.current_form("claim", payload)

    assert (today["edited_by"], today["approved_by"]) == (
        ["reporter"],
        ["editor", "publisher"],
    )
    assert list(frozen.faults(registry.get("claim").serializer, today)) == []


def test_every_file_is_of_a_form_that_is_known():
    known = {
        frozen.path_of(kind, form, ending)
        for kind, form in EARLIER
        for ending in ("json", "expected")
    }
    known |= {
        frozen.path_of(kind.name, kind.serializer_class.SCHEMA)
        for kind in registry.all_kinds()
    }

    assert {
        path
        for ending in ("json", "expected")
        for path in frozen.FOLDER.glob(f"*.{ending}")
    } == known


class LaterClaim(ClaimSerializer):
    SCHEMA = ClaimSerializer.SCHEMA + 1
    SINCE: ClassVar = {"weight": SCHEMA}

    weight = serializers.CharField()


@pytest.fixture
def _later_claims(monkeypatch):
    """Claims have one form more, and nobody said how the one before is read."""
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    monkeypatch.setattr(upgrades._forms, "today", dict(upgrades._forms.today))
    registry.register(replace(registry.get("claim"), serializer_class=LaterClaim))


@pytest.mark.usefixtures("_later_claims")
def test_raising_a_number_without_an_upgrade_fails_a_check():
    found = [
        error
        for error in run_checks(tags=["compatibility"])
        if error.id == "factcheck.E014"
    ]

    assert [error.msg for error in found] == [
        f"Nothing makes form {LaterClaim.SCHEMA} of a claim out of form {ClaimSerializer.SCHEMA}."
    ]


@pytest.mark.usefixtures("_later_claims")
def test_a_payload_that_nothing_leads_on_from_is_refused():
    payload = frozen.read(frozen.path_of("claim", ClaimSerializer.SCHEMA))

    with pytest.raises(
        ledger.UnknownForm, match=f"Nothing leads on from form {ClaimSerializer.SCHEMA}"
    ):
        ledger.current_form("claim", payload)


class ClaimWithAddition(ClaimSerializer):
    SCHEMA = ClaimSerializer.SCHEMA + 1
    SINCE: ClassVar = {"weight": SCHEMA}

    weight = serializers.CharField(initial="unweighed")


def test_a_field_that_says_what_it_was_before_needs_no_function(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    monkeypatch.setattr(upgrades._forms, "today", dict(upgrades._forms.today))
    paths = {kind: dict(steps) for kind, steps in upgrades._forms.upgrades.items()}
    monkeypatch.setattr(upgrades._forms, "upgrades", paths)
    registry.register(
        replace(registry.get("claim"), serializer_class=ClaimWithAddition)
    )
    payload = frozen.read(frozen.path_of("claim", ClaimSerializer.SCHEMA))

    today = ledger.current_form("claim", payload)

    assert today == payload | {
        "weight": "unweighed",
        "schema": ClaimWithAddition.SCHEMA,
    }
    assert upgrades.missing() == []


def test_a_payload_of_a_later_release_is_refused():
    payload = frozen.read(frozen.path_of("claim", ClaimSerializer.SCHEMA)) | {
        "schema": ClaimSerializer.SCHEMA + 1
    }

    with pytest.raises(
        ledger.UnknownForm, match=f"form {LaterClaim.SCHEMA} is not known here"
    ):
        ledger.current_form("claim", payload)


def test_a_form_that_gains_a_field_under_its_number_is_seen():
    payload = frozen.read(frozen.path_of("claim", ClaimSerializer.SCHEMA))

    assert list(frozen.faults(LaterClaim(), payload)) == ["weight is missing"]
