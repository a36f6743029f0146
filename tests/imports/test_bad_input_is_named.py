"""Every bad input: a message with the place, the field and the remedy; the good records of the file are kept."""

import json

import pytest
from dossiers import bring_in, claim, dossier, entry, ground, messages, party

from factcheck import imports
from factcheck.models import Claim, Party
from timeline.models import Entry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("when", "message"),
    [
        ("2026-02-31", "February"),
        ("2026-02-29", "not a leap year"),
        ("2026-01-17/2026-01-15", "end"),
        ("14/01/2026", "2026-01-14"),
        ("2026-13", "month"),
    ],
)
def test_a_date_that_does_not_exist(when, message):
    job = bring_in(dossier(*ground(), entry(when=when), entry("good")))

    assert [row for row in messages(job) if row.startswith("records[4] when:") and message in row]
    assert [e.slug for e in Entry.objects.all()] == ["good"]


def test_a_wrong_key_names_the_known_ones():
    job = bring_in(dossier(party(nmae="Typo"), party("good")))

    [message] = messages(job)
    assert message.startswith("records[0] nmae: “nmae” is no field here; known are kind, uid, slug, name")
    assert [p.slug for p in Party.objects.all()] == ["good"]


def test_a_wrong_key_within_a_part_is_named_with_its_path():
    job = bring_in(dossier(*ground(), claim(evidence=[{"sorce": "report", "stance": "context"}])))

    assert messages(job)[0].startswith("records[4] evidence[0].sorce:")


def test_a_reference_that_leads_nowhere():
    job = bring_in(
        dossier(
            *ground(),
            claim(evidence=[{"source": "report", "stance": "context"}, {"source": "nowhere", "stance": "context"}]),
        )
    )

    assert "records[4] evidence[1].source: There is no source “nowhere”" in messages(job)[0]
    assert not Claim.objects.exists()


def test_an_optional_reference_that_leads_nowhere_is_left_out():
    job = bring_in(dossier(*ground(), entry(parties=["nobody"])))

    assert "records[4] parties[0]: There is no party “nobody”" in messages(job)[0]
    assert Entry.objects.get().parties.count() == 0


def test_an_unknown_kind_lists_the_known():
    job = bring_in(dossier({"kind": "person", "slug": "x"}))

    assert "known are rating, party, source" in messages(job)[0]


def test_a_slug_that_stands_twice():
    job = bring_in(dossier(party(), party(name="Other")))

    assert "twice" in messages(job)[0]
    assert Party.objects.count() == 1


@pytest.mark.parametrize("content", ["", "  \n\n"])
def test_an_empty_file(content):
    job = bring_in(content)

    assert (job.state, job.message) == ("failed", "dossier.json is empty.")


def test_bytes_that_are_not_utf_8_name_the_line():
    job = bring_in(b"dossier: 1\nrecords:\n- kind: party\n  name: \xff\n", name="d.yaml")

    assert job.state == "failed"
    assert "line 4 is not UTF-8" in job.message


def test_yaml_aliases():
    job = bring_in("dossier: 1\nrecords:\n- &a {kind: party, slug: x}\n- *a\n", name="d.yaml")

    assert job.state == "failed"
    assert job.message.startswith("Line 3: anchors and aliases")


def test_broken_yaml_names_line_and_column():
    job = bring_in("dossier: 1\nrecords:\n- kind: [party\n", name="d.yaml")

    assert job.state == "failed"
    assert job.message.startswith("Line ")


def test_broken_json_keeps_what_stands_before_it():
    text = json.dumps(dossier(party(), party("good")))
    job = bring_in(text.replace('{"kind": "party", "slug": "good"', '{"kind": party, "slug": "good"'))

    assert "after records[0]" in messages(job)[0]
    assert [p.slug for p in Party.objects.all()] == ["upper-town"]


def test_another_version_of_the_format():
    job = bring_in(dossier(party(), dossier="2"))

    assert job.state == "failed"
    assert "write dossier: 1" in job.message


def test_a_key_at_the_top_that_is_not_known():
    job = bring_in("dossier: 1\nrecord: []\n", name="d.yaml")

    assert job.state == "failed"
    assert "“record” is no key" in job.message


def test_a_line_of_50_megabytes_is_passed_over():
    lines = [
        json.dumps({"dossier": 1, "dispute": "bridge"}),
        json.dumps(party(name="x" * 50_000_000)),
        json.dumps(party("good")),
    ]
    job = bring_in("\n".join(lines), name="d.ndjson")

    assert messages(job) == ["line 2 : The line is longer than 1024 kB; split the record or mend the file."]
    assert [p.slug for p in Party.objects.all()] == ["good"]


def test_a_text_where_a_list_belongs():
    job = bring_in(dossier(party(aliases="Oben")))

    assert "records[0] aliases: This is a list of texts" in messages(job)[0]


def test_a_nul_in_a_text():
    job = bring_in(dossier(party(name="a\0b")))

    assert "NUL" in messages(job)[0]


def test_an_unknown_format_lists_the_known():
    with pytest.raises(imports.ImportProblem, match="known are: dossier"):
        imports.recognise("x.pdf", b"%PDF-1.7", "pdf")


def test_a_file_in_no_known_format():
    with pytest.raises(imports.ImportProblem, match="in no format"):
        imports.recognise("x.pdf", b"%PDF-1.7")
