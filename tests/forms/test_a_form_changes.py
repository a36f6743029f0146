"""A public form changes four ways on a ledger with old lines: readers get today's form of it all, and it verifies."""

import json
import re

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import F
from django.test import Client
from forms import frozen
from forms.earlier import (
    BEFORE,
    Earlier,
    change_forms,
    claim_after,
    of,
    use_earlier_forms,
)
from support.people import change, person, publish, uid
from support.redactions import redact
from verifier.conftest import run_program

from factcheck import ledger, workflow
from factcheck.imports.dossier import export
from factcheck.ledger import upgrades
from factcheck.models import DerivedBy, Facet, Publication
from factcheck.records import registry

pytestmark = pytest.mark.django_db
STORED = (
    "seq",
    "payload",
    "payload_root",
    "hash",
    "previous_hash",
    "superseded_seq",
    "published_at",
)


@pytest.fixture
def earlier(monkeypatch) -> Earlier:
    """The ledger before: what the earlier release published, and then corrected."""
    use_earlier_forms(monkeypatch)
    world = Earlier()
    publish(
        change(world.entry, headline="Upper Town shuts the bridge"),
        action="correct",
        notice="It shuts it.",
    )
    return world


@pytest.fixture
def world(earlier, monkeypatch) -> Earlier:
    """The same ledger under the release that changed the forms, migrated."""
    change_forms(monkeypatch)
    call_command("migrate", verbosity=0, skip_checks=True)
    return earlier


@pytest.fixture
def read(client):
    def get(path: str) -> str:
        response = client.get(path)
        assert response.status_code == 200, (path, response.content.decode())
        return b"".join(response).decode()

    return get


def lines() -> list[tuple]:
    return list(Publication.objects.order_by("seq").values_list(*STORED))


def line_of(record) -> Publication:
    return workflow.current_line(type(record).objects.get(pk=record.pk))


def test_a_changed_form_is_outdated_until_migrate(earlier, monkeypatch):
    assert ledger.outdated() == set()
    change_forms(monkeypatch)

    assert ledger.outdated() == {"claim", "entry"}

    call_command("migrate", verbosity=0, skip_checks=True)
    assert ledger.outdated() == set()
    assert DerivedBy.objects.get(kind="claim").form == BEFORE["claim"] + 1


def test_migrating_touches_no_payload_and_no_hash(earlier, monkeypatch):
    before = lines()
    change_forms(monkeypatch)

    call_command("migrate", verbosity=0, skip_checks=True)

    assert lines() == before
    assert list(ledger.verify()) == []


def test_only_lines_of_an_earlier_form_have_a_text_of_their_own(world):
    upgraded = set(
        map(
            str,
            Publication.objects.exclude(current_form="").values_list("uid", flat=True),
        )
    )

    assert upgraded == set(of(world))
    claim = json.loads(line_of(world.claim).current_form)
    assert list(frozen.faults(registry.get("claim").serializer, claim)) == []
    assert (claim["text"], claim["claim_kind"], claim["schema"]) == (
        "The bridge belongs to Upper Town.",
        "judgement",
        BEFORE["claim"] + 1,
    )


def test_the_api_gives_todays_form_in_lists_and_details(world, read):
    listed = json.loads(read("/api/v1/claims/"))["results"]
    detail = json.loads(read("/api/v1/claims/sold/"))

    assert detail in listed
    assert all(
        list(frozen.faults(registry.get("claim").serializer, claim)) == []
        for claim in listed
    )
    assert read("/api/v1/claims/sold/") == line_of(world.forecast).current_form
    assert line_of(world.forecast).current_form in read("/api/v1/claims/")


def test_every_field_that_the_schema_requires_is_in_every_answer(world, read):
    schemas = json.loads(read("/api/v1/schema/?format=json"))["components"]["schemas"]
    for kind in registry.all_kinds():
        required = set(
            schemas[kind.serializer_class.__name__.removesuffix("Serializer")][
                "required"
            ]
        )
        answers = json.loads(read(f"/api/v1/{kind.plural}/"))["results"]

        assert required == set(kind.serializer.fields) - {
            "names"
        }  # there where the desk signs
        assert all(required <= set(answer) for answer in answers)


def test_what_is_derived_comes_from_todays_form(world, read):
    found = {
        path: [claim["slug"] for claim in json.loads(read(path))["results"]]
        for path in (
            "/api/v1/claims/?kind=forecast",
            "/api/v1/claims/?q=sold",
            "/api/v1/claims/?ordering=happened",
        )
    }

    assert list(found.values()) == [["sold"], ["sold"], ["sold", "belongs"]]
    assert Facet.objects.filter(name="kind", value="forecast").exists()
    assert "The bridge will be sold." in re.sub(
        r"</?mark[^>]*>", "", read("/search/?q=sold")
    )


def test_the_ledger_itself_gives_the_payload_that_was_hashed(world, read):
    line = line_of(world.claim)

    published = json.loads(read(f"/api/v1/publications/{line.seq}/"))["payload"]

    assert ledger.canonical(published) == line.payload
    assert published["sentence"] == "The bridge belongs to Upper Town."
    assert f'"payload":{line.payload}' in read("/ledger/lines.ndjson")


def test_the_public_verifier_reads_old_and_new_lines(world, read, tmp_path):
    publish(change(world.claim, context="Said at noon."), action="update")
    (tmp_path / "lines.ndjson").write_text(read("/ledger/lines.ndjson"))

    code, said = run_program("lines.ndjson", cwd=tmp_path)

    assert code == 0, said


def test_pages_feeds_and_embeds_show_what_old_lines_say(world, read):
    claim, entry = "The bridge belongs to Upper Town.", "Upper Town shuts the bridge"

    assert claim in read("/claims/belongs/")
    assert "It tells of the quarrel." in read("/claims/belongs/")
    assert claim in read("/claims/")
    assert claim in read("/claims/belongs/embed/")
    for path in (
        "",
        "feed.atom",
        "feed.json",
        "timeline.ics",
        "timeline.json",
        "embed/",
    ):
        assert entry in read(f"/disputes/bridge/{path}").replace("\r\n ", "")
    assert entry in read("/feeds/corrections.atom")
    assert entry in read("/corrections/")
    assert "It shuts it." in read("/entries/closing/")


def test_the_past_reads_as_it_stood(world, read):
    first = Publication.objects.get(uid=world.entry.uid, version=1)
    moment = ledger.moment_text(first.published_at)

    assert "Upper Town closes the bridge" in read(f"/entries/closing/?as_of={moment}")
    assert (
        json.loads(read(f"/api/v1/entries/closing/?as_of={moment}"))["headline"]
        == "Upper Town closes the bridge"
    )


def test_two_moments_on_either_side_of_the_change_differ_in_what_was_changed(
    world, read
):
    before = ledger.moment_text(Publication.objects.last().published_at)
    publish(change(world.claim, context="Said at noon."), action="update")

    page = read(f"/disputes/bridge/compare/?from={before}&to=now")

    assert "Said at noon." in page
    assert "1 record changed." in page
    assert re.findall(r"<dt[^>]*>(.*?)</dt>", page) == ["What to know"]


def test_a_change_of_form_alone_is_no_change_of_the_record(world):
    fresh = type(world.claim).objects.get(pk=world.claim.pk)
    payload = registry.get("claim").public_content(fresh)

    assert workflow.beyond_minor(fresh, line_of(world.claim), payload) == []


def test_a_new_line_is_of_todays_form_and_needs_no_text_of_its_own(world):
    publish(change(world.claim, context="Said at noon."), action="update")

    line = line_of(world.claim)
    assert (line.current_form, ledger.original_of(line)["schema"]) == (
        "",
        BEFORE["claim"] + 1,
    )
    assert list(ledger.verify()) == []


def test_a_restored_record_is_written_in_todays_form(world):
    workflow.retract(world.forecast, person("publisher"), reason="It is wrong.")
    proposal = workflow.propose_restore(
        world.forecast, person("publisher"), reason="It was right."
    )

    line = workflow.carry_out(proposal, person("second_publisher"))

    assert (
        list(frozen.faults(registry.get("claim").serializer, ledger.original_of(line)))
        == []
    )
    assert line.current_form == ""
    assert list(ledger.verify()) == []


def test_a_redaction_empties_the_text_in_todays_form_too(world):
    with transaction.atomic():
        redact(line_of(world.forecast).seq, "privacy")

    line = line_of(world.forecast)
    assert (line.current_form, json.loads(line.payload)) == (
        "",
        {"path": "/claims/sold/", "slug": "sold"},
    )
    assert list(ledger.verify()) == []
    assert "sold." not in Client().get("/search/?q=sold").content.decode()


def test_a_dossier_is_of_todays_form(world):
    records = {record["slug"]: record for record in export.export("bridge")["records"]}

    assert records["belongs"]["text"] == "The bridge belongs to Upper Town."
    assert records["belongs"]["evidence"][0]["note"] == "It tells of the quarrel."
    assert records["sold"]["claim_kind"] == "forecast"
    assert not {"mood", "sentence", "dated"} & records["sold"].keys()


def test_nobody_changes_the_text_in_todays_form(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(uid=world.claim.uid).update(current_form="{}")


def test_an_altered_text_in_todays_form_is_detected(world):
    seq = line_of(world.claim).seq
    ledger.lift_guards()
    text = line_of(world.claim).current_form.replace(
        "belongs to Upper", "belongs to Lower"
    )
    Publication.objects.filter(seq=seq).update(current_form=text)

    assert [
        (found.seq, "current_form" in found.message) for found in ledger.verify()
    ] == [(seq, True)]


def test_a_superfluous_current_form_is_detected(world):
    seq = line_of(world.source).seq
    ledger.lift_guards()
    Publication.objects.filter(seq=seq).update(current_form=F("payload"))

    assert [found.seq for found in ledger.verify()] == [seq]


def test_a_line_of_a_later_release_differs_from_an_altered_one(world, monkeypatch):
    monkeypatch.setitem(upgrades._forms.today, "claim", BEFORE["claim"] - 1)

    said = {found.seq: found.message for found in ledger.verify()}

    assert "cannot be checked by this release" in said[line_of(world.claim).seq]
    assert "is not known here" in said[line_of(world.claim).seq]


def test_a_process_of_the_release_before_publishes_nothing(world, monkeypatch):
    monkeypatch.setitem(upgrades._forms.today, "claim", BEFORE["claim"])

    with pytest.raises(
        ledger.LedgerError, match="Restart it with the release that migrated"
    ):
        publish(change(world.claim, context="Said at noon."), action="update")


def test_without_the_upgrade_an_old_line_would_be_read_wrong(earlier, monkeypatch):
    """The twin: with the forms raised and the functions left out, nothing above could hold."""
    change_forms(monkeypatch)
    monkeypatch.setitem(
        upgrades._forms.upgrades["claim"], BEFORE["claim"], lambda payload: payload
    )

    with pytest.raises(KeyError, match="claim_kind|text"):
        call_command("migrate", verbosity=0, skip_checks=True)


def test_an_upgrade_gives_the_whole_payload_and_leaves_what_it_was_given(earlier):
    payload = ledger.original_of(line_of(earlier.claim))
    before = json.dumps(payload)

    made = claim_after(payload)

    assert json.dumps(payload) == before
    assert made["uid"] == uid(earlier.claim)
