"""A redaction empties the working side too: no table, no file and no public address holds the name afterwards."""

import json
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from support.hold_dispute import every_moment, moments, read_all
from support.people import approve, change, person, publish, published
from support.struck_name import (
    NAME,
    RARE,
    SLUG,
    TEXT,
    NamedWorld,
    files_with,
    fill_the_desk,
    struck,
    tables_with,
)
from verifier.conftest import run_program

from factcheck import ledger, workflow
from factcheck.api.publications import line_text
from factcheck.models import (
    Capture,
    ImportJob,
    Party,
    Publication,
    Revision,
    Status,
    blobs,
)
from factcheck.records import captures
from factcheck.text.reading import Read
from factcheck.workflow import redaction_registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, tmp_path) -> NamedWorld:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.MOMENT_PAGES_PER_MINUTE = 100_000
    Path(settings.MEDIA_ROOT).mkdir()
    return NamedWorld()


@pytest.fixture
def act(django_capture_on_commit_callbacks):
    """Carries something out with all that follows its commit."""

    def carry_out(verb, *args, **options):
        with django_capture_on_commit_callbacks(execute=True):
            return verb(*args, **options)

    return carry_out


def stranger(folder) -> tuple[int, str]:
    rows = "".join(
        f"{line_text(line)}\n" for line in Publication.objects.order_by("seq")
    )
    (folder / "lines.ndjson").write_text(rows)
    return run_program("lines.ndjson", cwd=folder)


def test_a_name_is_in_no_table_and_no_file_after_one_act(world, act, tmp_path):
    fill_the_desk(world)
    changed = {model._meta.db_table for model in redaction_registry.changed_models()}
    assert changed - set(tables_with(RARE)) == set()
    assert (
        len(files_with(RARE)) == 4
    )  # handed in, archived, a feed as it was, the old ledger's lines

    act(struck)

    assert tables_with(RARE) == []
    assert files_with(RARE) == []
    assert list(ledger.verify()) == []
    assert stranger(tmp_path)[0] == 0


@pytest.mark.parametrize(
    "at", [moments, pytest.param(every_moment, marks=pytest.mark.slow)]
)
def test_no_public_address_says_it_at_any_moment(world, act, at):
    when, about = at(), addresses_of(world.mayor)
    before = read_all(world, when, about)
    assert set(leaks_of(before)) >= {"", when[-1]}

    act(struck)
    after = read_all(world, dict.fromkeys([*when, *at()]), about)

    assert leaks_of(after) == {}
    assert {status for status, _ in after.values()} & {429, 500, 503} == set()


def addresses_of(mayor: Party) -> list[str]:
    """Where the person who is named stands, under each of the names of the record, and in lists that are narrowed to
    it."""
    found = []
    for key in (SLUG, ledger.neutral_slug(mayor.uid), mayor.uid):
        page = f"/parties/{key}/"
        more = ("", "feed.atom", "feed.json", "timemap")
        found += [f"{page}{path}" for path in more] + [f"/api/v1{page}"]
        found += [f"/oembed?url=http://127.0.0.1:8000{page}"]
        lists = ("/claims/", "/api/v1/claims/", "/api/v1/entries/", "/disputes/bridge/")
        found += [f"{path}?party={key}" for path in lists]
        found += [f"/api/v1/quotes/?speaker={key}"]
    return [*found, f"/search/?q={RARE}", f"/api/v1/parties/?q={RARE}"]


def leaks_of(found: dict[str, tuple[int, str]]) -> dict[str, list[str]]:
    """The addresses that say the name, but for what they repeat of the question, by moment; "" is the present."""
    leaks = {}
    for path, (_, text) in found.items():
        for asked in (path, SLUG if SLUG in path else "", RARE if RARE in path else ""):
            text = text.replace(asked, "") if asked else text
        if RARE in text.casefold():
            moment = path.rpartition("as_of=")[2] if "as_of=" in path else ""
            leaks.setdefault(moment, []).append(path)
    return leaks


def test_an_open_form_conflicts_and_history_says_what_happened(world, act):
    expected = Party.objects.get(pk=world.mayor.pk).lock_version

    act(struck)

    now = Party.objects.get(pk=world.mayor.pk)
    assert (now.name, now.aliases, now.slug) == (
        "[removed]",
        ["The mayor"],
        ledger.neutral_slug(now.uid),
    )
    assert now.status == Status.CLEAN
    with (
        pytest.raises(workflow.StaleSave),
        workflow.saving(now, person("reporter"), expected=expected),
    ):
        pass
    said = workflow.revisions(world.quote).first()
    assert (said.verb, said.by) == (Revision.Verb.REDACT, person("second_admin"))
    assert "Personal data" in said.reason


def test_what_was_approved_with_the_words_is_a_draft_again(world, act):
    approve(change(world.entry, headline=f"{NAME} closes it"))

    act(struck)

    now = type(world.entry).objects.get(pk=world.entry.pk)
    assert (now.status, now.approved_by, now.headline) == (
        Status.DRAFT,
        None,
        "[removed] closes it",
    )


def test_what_it_rests_on_can_be_published_without_the_words(world, act):
    act(struck)

    publish(change(world.quote, about="Of the bridge."), action="update")

    line = ledger.current().find("quote", str(world.quote.uid))
    assert ledger.payload_of(line)["words"] == "It is the bridge of [removed]"
    assert ledger.payload_of(line)["passage"]["exact"] == "[removed]"


def test_a_record_that_keeps_the_words_in_the_ledger_keeps_them_at_the_desk(world, act):
    kept = published("party", slug="other", name=f"Another {NAME}")
    found = [
        found
        for found in ledger.find_phrase(NAME)
        if found.seq < Publication.objects.latest("seq").seq
    ]
    asked = {"phrase": NAME, "ground": "privacy", "reason": "Of one of the two."}
    proposal = workflow.propose_strike(found, person("admin"), **asked)

    act(workflow.carry_out, proposal, person("second_admin"))

    assert Party.objects.get(pk=kept.pk).name == f"Another {NAME}"
    assert Party.objects.get(pk=world.mayor.pk).name == "[removed]"


@pytest.mark.parametrize(
    ("ground", "licence", "stays"),
    [
        *(
            ("privacy", "unknown", False),
            ("data-protection", "unknown", False),
            ("copyright", "unknown", False),
        ),
        *(
            ("court-order", "unknown", False),
            ("safety", "unknown", False),
            ("defamation", "unknown", True),
        ),
        ("defamation", "cc-by", False),  # readers may read the whole of it
    ],
)
def test_archived_copies_go_where_the_ground_or_their_licence_asks_for_it(
    world, act, ground, licence, stays
):
    publish(
        change(world.source, licence=licence, subtitle="A report."), action="update"
    )
    blobs.keep(captures.FOLDER, TEXT.encode())

    act(struck, ground)

    copy = world.source.captures.get()
    assert (
        copy.text == TEXT,
        blobs.holds(captures.FOLDER, copy.sha256),
        copy.bytes_removed_at is None,
    ) == (stays,) * 3
    assert copy.bytes_removed_ground == ("" if stays else ground)
    assert len(copy.text) == len(TEXT)


def test_readers_learn_that_bytes_were_removed_and_why(world, act, client):
    act(struck, "court-order")

    page = client.get("/sources/report/").content.decode()

    assert "were removed" in page
    assert "Order of a court" in page
    assert "Held now" not in page


def test_what_was_removed_is_not_archived_again(world, act):
    act(struck)

    again = captures.keep(TEXT.encode(), Read(TEXT), "text/plain", source=world.source)
    elsewhere = captures.keep(
        TEXT.encode(),
        Read(TEXT),
        "text/plain",
        source=published("source", slug="b", title="B"),
    )

    assert not blobs.holds(captures.FOLDER, again.sha256)
    assert RARE not in (again.text + elsewhere.text).casefold()
    assert Capture.objects.filter(bytes_removed_at=None).count() == 0


def test_a_redacted_version_goes_from_history_and_what_other_versions_say_stays(
    world, act
):
    publish(change(world.point, summary="It was Anna's."), action="update")
    gone = Publication.objects.latest("seq")
    publish(change(world.point, summary="It was a neighbour's."), action="update")
    proposal = workflow.propose_redact(
        gone, person("admin"), ground="privacy", reason="She asked."
    )

    act(workflow.carry_out, proposal, person("second_admin"))

    changed = [
        line.changed["summary"]
        for line in workflow.revisions(world.point)
        if "summary" in line.changed
    ]
    assert changed[0] == ["[removed]", "It was a neighbour's."]
    assert changed[1][1] == "[removed]"
    assert "Anna" not in json.dumps(changed)
    assert (
        workflow.working_copy(type(world.point).objects.get(pk=world.point.pk))[
            "summary"
        ]
        == "It was a neighbour's."
    )


def test_a_redacted_live_version_goes_from_the_working_record(db, act):
    party = published(
        "party", slug="anna", name="Anna", description="A neighbour of the bridge."
    )
    line = Publication.objects.latest("seq")
    proposal = workflow.propose_redact(
        line, person("admin"), ground="privacy", reason="She asked."
    )

    act(workflow.carry_out, proposal, person("second_admin"))

    now = Party.objects.get(pk=party.pk)
    assert (now.name, now.description, now.party_kind) == (
        "[removed]",
        "[removed]",
        "government",
    )


def test_an_address_that_is_the_ground_is_stored_as_a_keyed_hash_alone(
    db, act, client, tmp_path
):
    party = published(
        "party", slug="anna-of-mill-lane", name="Anna", party_kind="group"
    )
    line = Publication.objects.latest("seq")
    proposal = workflow.propose_redact(
        line, person("admin"), ground="address", reason="She asked."
    )

    act(workflow.carry_out, proposal, person("second_admin"))

    assert tables_with("mill-lane") == []
    assert Party.objects.get(pk=party.pk).slug == ledger.neutral_slug(party.uid)
    assert client.get("/parties/anna-of-mill-lane/").status_code == 410
    assert client.get("/api/v1/parties/anna-of-mill-lane/").status_code == 410
    assert client.get(f"/parties/{party.uid}/").status_code == 410
    assert list(ledger.verify()) == []
    assert list(ledger.faults_around()) == []
    assert stranger(tmp_path)[0] == 0


def test_an_address_that_another_version_still_has_stays(db, act, client):
    party = published("party", slug="anna", name="Anna", party_kind="group")
    old = Publication.objects.latest("seq")
    publish(change(party, name="Anna B."), action="update")
    proposal = workflow.propose_redact(
        old, person("admin"), ground="address", reason="She asked."
    )

    act(workflow.carry_out, proposal, person("second_admin"))

    assert Party.objects.get(pk=party.pk).slug == "anna"
    assert client.get("/parties/anna/").status_code == 200


def test_a_soft_hyphen_hides_a_name_from_nothing(world, act):
    parted = "Jørgen Quist\u00adgaard"
    publish(
        change(world.quote, words=f"It is the bridge of {parted}"),
        action="correct",
        notice="The words.",
    )
    Revision.objects.filter(uid=world.quote.uid).update(
        changed={"words": [parted, parted]}
    )
    Capture.objects.update(text=TEXT.replace(NAME, parted))
    assert [found for found in ledger.find_phrase(NAME) if parted in found.match]

    act(struck)

    assert list(ledger.find_phrase(NAME)) == []
    assert parted not in "".join(Capture.objects.values_list("text", flat=True))
    assert all(
        parted not in str(line.changed)
        for line in Revision.objects.filter(uid=world.quote.uid)
    )


@pytest.mark.parametrize(
    "text",
    [
        f'{{"said": {json.dumps(NAME)}}}',
        "<p>J&oslash;rgen Quistgaard</p>",
        "<p>J&oslash;rgen Quist&shy;gaard</p>",
        "Jørgen Quist\u00adgaard",
        NAME,
    ],
)
def test_a_file_that_was_handed_in_goes_however_its_letters_are_written(
    world, act, text
):
    job = ImportJob.objects.create(
        adapter="article", started_by=person("admin"), state="done"
    )
    job.file.save("handed-in", ContentFile(text.encode()))
    other = ImportJob.objects.create(
        adapter="article", started_by=person("admin"), state="done"
    )
    other.file.save("other", ContentFile(b"Jens Hansen"))

    act(struck)

    assert list(ImportJob.objects.filter(file="")) == [job]
    assert files_with("j") == [other.file.path]


def test_shelves_are_emptied_and_counts_are_not(world, act):
    caches["pages"].set("page", NAME)
    caches["default"].set("tries", 3)

    act(struck)

    assert (caches["pages"].get("page"), caches["default"].get("tries")) == (None, 3)
