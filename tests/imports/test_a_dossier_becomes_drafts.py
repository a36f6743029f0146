import pytest
from support.dossiers import (
    bring_in,
    claim,
    dispute,
    dossier,
    entry,
    ground,
    messages,
    party,
)
from support.people import change, person

from factcheck.models import Claim, Dispute, ImportJob, Party, Suggestion
from timeline.models import Entry

pytestmark = pytest.mark.django_db


def counters(job: ImportJob) -> dict:
    return {
        name: getattr(job, name)
        for name in ("created", "updated", "unchanged", "duplicate", "failed")
    }


def test_records_in_any_order_become_linked_drafts():
    job = bring_in(dossier(entry(claims=["belongs"]), claim(), *ground()))

    assert job.state == "done"
    assert messages(job) == []
    assert Entry.objects.get().claims.get() == Claim.objects.get()
    assert Claim.objects.get().status == "draft"


def test_a_line_of_where_it_stands_may_name_an_entry_that_comes_later():
    stands = [{"heading": "established", "text": "It was closed.", "entry": "closing"}]
    bring_in(dossier(*ground()[:3], dispute(stands=stands), entry()))

    assert Dispute.objects.get().stands.get().entry == Entry.objects.get().uid


def test_claims_may_relate_to_each_other_both_ways():
    job = bring_in(
        dossier(
            *ground(),
            claim("first", relations=[{"relation": "contradicts", "claim": "second"}]),
            claim("second", relations=[{"relation": "contradicts", "claim": "first"}]),
        )
    )

    assert messages(job) == []
    assert Claim.objects.get(slug="first").relations.get().other.slug == "second"


def test_the_same_file_again_changes_nothing():
    whole = dossier(*ground(), claim(), entry(claims=["belongs"]))
    bring_in(whole)

    again = bring_in(whole)

    assert counters(again) == {
        "created": 0,
        "updated": 0,
        "unchanged": 6,
        "duplicate": 0,
        "failed": 0,
    }
    assert Party.objects.get().lock_version == 0


def test_the_same_records_as_yaml_change_nothing():
    bring_in(dossier(party(aliases=["Oben"])))

    again = bring_in(
        "dossier: 1\ndispute: bridge\nrecords:\n- kind: party\n  slug: upper-town\n  name: Upper-Town\n"
        "  party_kind: government\n  aliases: [Oben]\n",
        name="dossier.yaml",
    )

    assert counters(again)["unchanged"] == 1


def test_a_changed_record_is_updated():
    bring_in(dossier(party()))

    job = bring_in(dossier(party(description="On the hill.")))

    assert counters(job)["updated"] == 1
    assert Party.objects.get().description == "On the hill."


def test_what_an_editor_changed_is_never_overwritten():
    bring_in(dossier(party()))
    change(Party.objects.get(), by=person("reporter"), description="Ours.")

    job = bring_in(dossier(party(description="Theirs.")))

    assert counters(job)["duplicate"] == 1
    assert Party.objects.get().description == "Ours."
    assert Suggestion.objects.get().differs["description"] == ["Ours.", "Theirs."]


def test_a_suggestion_comes_once():
    bring_in(dossier(party()))
    change(Party.objects.get(), description="Ours.")
    bring_in(dossier(party(description="Theirs.")))

    bring_in(dossier(party(description="Theirs.")))

    assert Suggestion.objects.count() == 1


def test_values_that_yaml_likes_to_turn_into_something_else_stay_text():
    bring_in(
        "dossier: 1\ndispute: bridge\nrecords:\n- kind: party\n  slug: no\n  name: no\n  party_kind: group\n"
        "  aliases: [1951, 16:30, yes, 1e3, 2026-01-14]\n",
        name="dossier.yaml",
    )

    party_ = Party.objects.get()
    assert (party_.name, party_.aliases) == (
        "no",
        ["1951", "16:30", "yes", "1e3", "2026-01-14"],
    )


def test_an_arabic_name_is_stored_letter_for_letter():
    bring_in(dossier(party("mission", name="بعثة الأمم المتحدة")))

    assert Party.objects.get().name == "بعثة الأمم المتحدة"


def test_the_person_who_started_it_is_its_author():
    bring_in(dossier(party()))

    assert Party.objects.get().changed_by == person("editor")


def test_a_record_that_says_it_in_another_way_is_not_counted_as_updated():
    bring_in(dossier(party("bridge-board")))
    record = Party.objects.get(slug="bridge-board")

    job = bring_in(
        dossier(party("bridge-board", aliases=[], description="", wikidata_id=" "))
    )

    assert (job.updated, job.unchanged) == (0, 1)
    assert Party.objects.get(slug="bridge-board").lock_version == record.lock_version
