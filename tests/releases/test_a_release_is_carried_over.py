import json
from collections.abc import Iterator

import pytest
from releases.restoring import Restored, on_postgresql, on_sqlite

V010 = "v0.1.0"
HEADS = {"sqlite": "c9b34b2a15496571", "postgresql": "0c4c92004a7265e8"}

PAGES = """
import json
from django.test import Client
asked = ["/", "/disputes/greenland/", "/disputes/greenland/?as_of=2026-01-15", "/claims/agreement-gives-access/",
         "/claims/us-control-is-needed/", "/parties/danish-media/", "/api/v1/entries/", "/corrections/"]
print(json.dumps({path: Client().get(path, follow=True, headers={"host": "127.0.0.1"}).status_code for path in asked}))
"""
FIRST_LINE = """
from factcheck.models import Publication
print(Publication.objects.get(seq=1).payload)
"""
COUNTS = """
import json
from factcheck.models import Suggestion
states = ("pending", "accepted", "rejected", "deferred")
print(json.dumps({state: Suggestion.objects.filter(state=state).count() for state in states}))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def restored(request, tmp_path) -> Iterator[Restored]:
    if request.param == "sqlite":
        yield on_sqlite(V010, tmp_path)
        return
    with on_postgresql(V010, tmp_path, request.getfixturevalue("postgres_url")) as site:
        yield site


STRIKE = """
from factcheck import ledger, workflow
from factcheck.models import User
first, second = (User.objects.create_superuser(name) for name in ("first-admin", "second-admin"))
asked = workflow.propose_strike(list(ledger.find_phrase("Rasmussen")), first, phrase="Rasmussen", ground="privacy",
    reason="It must go.")
workflow.carry_out(asked, second)
"""


@pytest.mark.slow
def test_words_go_from_the_old_lines_wherever_they_are_stored(tmp_path):
    site, elsewhere = on_sqlite(V010, tmp_path), tmp_path / "elsewhere" / "old.ndjson"
    site.manage("migrate", "-v", "0")
    site.manage("make_ledger_key", "--origin", "record.example/ledger")
    site.manage("carry_over_ledger", "--keep", str(elsewhere))
    assert "Rasmussen" in elsewhere.read_text()
    assert str(elsewhere) in site.manage("subject", "Rasmussen")

    site.shell(STRIKE)

    assert "Rasmussen" not in elsewhere.read_text()
    assert len(elsewhere.read_text().splitlines()) == 70
    assert "In stored files: nothing" in site.manage("subject", "Rasmussen")


@pytest.mark.parametrize(
    "command",
    [("verify_ledger",), ("carry_over_ledger",), ("subject", "Anna")],
    ids=" ".join,
)
def test_before_the_migration_a_command_says_what_to_do(tmp_path, command):
    said = on_sqlite(V010, tmp_path).refusal(*command)

    assert said.strip().splitlines()[-1] == (
        "CommandError: The database is not the one of this release; run `manage.py migrate` first."
    )
    assert "Traceback" not in said


def test_a_database_that_does_not_answer_is_one_line_too(tmp_path):
    nowhere = Restored(tmp_path, DATABASE_URL="postgres://nobody@127.0.0.1:9/nothing")

    said = nowhere.refusal("verify_ledger")

    assert "look at DATABASE_URL" in said
    assert "Traceback" not in said


ADDRESS_STRUCK = """
from factcheck import ledger
from factcheck.models import Publication
ledger.lift_guards()
later = Publication.objects.get(seq=65)
Publication.objects.filter(seq=23).update(payload=later.payload)  # the one that was emptied on another ground
Publication.objects.filter(seq={seq}).update(payload="{{}}", slug="")
Publication.objects.filter(action="redact").update(payload='{{"ground":"address","line":{seq}}}')
"""
ADDRESSES = """
from factcheck.models import PublishedSlug, StruckSlug
print(StruckSlug.objects.count(), list(PublishedSlug.objects.values_list("slug", flat=True)))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seq", "slug", "struck"), [(9, "denmark", 1), (23, "agreement-gives-access", 0)]
)
def test_an_address_that_was_the_ground_goes_unless_a_later_version_has_it(
    tmp_path, seq, slug, struck
):
    site = on_sqlite(V010, tmp_path)
    site.manage("migrate", "-v", "0")
    site.manage("make_ledger_key", "--origin", "record.example/ledger")
    site.shell(ADDRESS_STRUCK.format(seq=seq))

    site.manage("carry_over_ledger")

    kept = site.shell(ADDRESSES)
    assert kept.startswith(f"{struck} ")
    assert (f"'{slug}'" in kept) == (not struck)


def test_the_database_of_an_earlier_release_is_migrated_and_loses_nothing(
    restored, request
):
    old_head = HEADS[request.node.callspec.params["restored"]]
    restored.manage("migrate", "-v", "0")
    restored.manage("make_ledger_key", "--origin", "record.example/ledger")
    carried = restored.manage("carry_over_ledger")

    verified = restored.manage("verify_ledger")
    counts = json.loads(restored.shell(COUNTS))
    answers = json.loads(restored.shell(PAGES))

    with (restored.folder / "media" / "ledger-form-1.ndjson").open() as file:
        kept = [json.loads(row) for row in file]
    first = json.loads(restored.shell(FIRST_LINE))
    assert "carried over 70 lines" in carried
    assert len(kept) == 70
    assert kept[-1]["hash"].startswith(old_head)
    assert (first["reason"], first["old_head"]) == (
        "carried-over",
        {"seq": 70, "hash": kept[-1]["hash"]},
    )
    assert "verified 71 lines, head " in verified
    assert counts == {"pending": 6, "accepted": 9, "rejected": 6, "deferred": 2}
    assert set(answers.values()) == {200, 410}
    assert answers["/claims/us-control-is-needed/"] == 410
