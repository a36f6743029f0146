"""Every bad input: a message with the place, the field and the remedy; the good records of the file are kept."""

import json

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
    rating,
    source,
)

from factcheck import imports
from factcheck.models import Claim, Party
from timeline.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


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

    assert [
        row
        for row in messages(job)
        if row.startswith("records[4] when:") and message in row
    ]
    assert [e.slug for e in Entry.objects.all()] == ["good"]


def test_a_wrong_key_names_the_known_ones():
    job = bring_in(dossier(party(nmae="Typo"), party("good")))

    [message] = messages(job)
    assert message.startswith(
        "records[0] nmae: “nmae” is no field here; known are kind, uid, slug, noindex, name"
    )
    assert [p.slug for p in Party.objects.all()] == ["good"]


def test_a_wrong_key_within_a_part_is_named_with_its_path():
    job = bring_in(
        dossier(*ground(), claim(evidence=[{"sorce": "report", "stance": "context"}]))
    )

    assert messages(job)[0].startswith("records[4] evidence[0].sorce:")


def test_a_reference_that_leads_nowhere():
    job = bring_in(
        dossier(
            *ground(),
            claim(
                evidence=[
                    {"source": "report", "stance": "context"},
                    {"source": "nowhere", "stance": "context"},
                ]
            ),
        )
    )

    assert (
        "records[4] evidence[1].source: There is no source “nowhere”"
        in messages(job)[0]
    )
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        (
            {"evidence": [{"source": "nowhere", "stance": "context"}]},
            "evidence[0].source",
        ),
        ({"disputes": ["nowhere"]}, "disputes[0]"),
    ],
)
def test_a_reference_that_the_record_cannot_be_without_is_named_once(wrong, path):
    job = bring_in(dossier(*ground(), claim(**wrong)))

    [message] = messages(job)
    assert message.startswith(f"records[4] {path}: There is no ")
    assert message.endswith(
        "in this file; mend the reference, or bring in what it names."
    )
    assert (job.created, job.failed) == (4, 1)


def test_an_appearance_of_an_unknown_party_names_what_it_lacks():
    job = bring_in(
        dossier(*ground(), claim(appearances=[{"party": "nowhere", "role": "asserts"}]))
    )

    [lost, lacking] = messages(job)
    assert lost.endswith("in this file; mend the reference, or bring in what it names.")
    assert lacking.startswith("records[4] appearances[0]: Name the party")


def test_a_refused_record_that_another_cannot_be_without_is_named_once():
    job = bring_in(dossier(rating(), party(), source(rank="tenth"), dispute(), claim()))

    [_, message] = messages(job)
    assert message.startswith(
        "records[4] evidence[0].source: The source “report” of this file was not taken;"
    )
    assert message.endswith("mend it and import again.")


def test_what_else_is_wrong_beside_a_lost_reference_is_named_too():
    job = bring_in(
        dossier(*ground(), claim(claimed_on="2026-02-31", disputes=["nowhere"]))
    )

    assert [message.split(":")[0] for message in messages(job)] == [
        "records[4] disputes[0]",
        "records[4] claimed_on",
    ]


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
    job = bring_in(
        b"dossier: 1\nrecords:\n- kind: party\n  name: \xff\n", name="d.yaml"
    )

    assert job.state == "failed"
    assert "line 4 is not UTF-8" in job.message


@pytest.mark.parametrize("letters", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize(
    "text", ["dossier: 1\nrecords: []\n", '{"dossier": 1, "records": []}']
)
def test_a_file_in_utf_16_is_to_be_saved_as_utf_8(text, letters):
    data = text.encode(letters)

    job = bring_in(data, name="d.yaml")

    assert imports.recognise("d.yaml", data) == "dossier"
    assert (
        job.message
        == "d.yaml is not UTF-8 but UTF-16 or UTF-32; save the file as UTF-8."
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# ours\ndossier: 2\nrecords: []\n", "Line 2: “dossier: 2” is a format"),
        ("dossier: 1\nrecord: []\n", "Line 2: “record” is no key"),
        ("dossier: 1\nrecords: []\nmore: x\n", "Line 3: “more” is no key"),
        ('\n{"dossier": 2}\n{"kind": "party"}\n', "Line 2: “dossier: 2” is a format"),
        (
            '{"dossier": 2, "records": []}',
            "At the top of the file: “dossier: 2” is a format",
        ),
    ],
)
def test_what_is_wrong_with_the_head_says_where(text, message):
    assert bring_in(text, name="d").message.startswith(message)


@pytest.mark.parametrize("name", ["d.yaml", "d.json", "d.ndjson"])
def test_a_dispute_at_the_top_that_there_is_not(name):
    head, record = {"dossier": 1, "dispute": "nowhere"}, party()
    text = json.dumps(head | {"records": [record]}, indent=1)
    text = f"# in YAML\n{text}" if name == "d.yaml" else text
    job = bring_in(
        f"{json.dumps(head)}\n{json.dumps(record)}" if name == "d.ndjson" else text,
        name=name,
    )

    [message] = messages(job)
    assert message.startswith(
        "the top of the file dispute: There is no dispute “nowhere”, here or in this file"
    )
    assert (job.created, job.failed, job.issues.get().severity) == (1, 0, "warning")


def test_a_dispute_at_the_top_that_the_file_brings_or_that_is_here():
    assert not messages(bring_in(dossier(dispute())))
    assert not messages(bring_in(dossier(party(), dispute="bridge")))
    assert not messages(bring_in(dossier(party("other"), dispute="")))


def test_yaml_aliases():
    job = bring_in(
        "dossier: 1\nrecords:\n- &a {kind: party, slug: x}\n- *a\n", name="d.yaml"
    )

    assert job.state == "failed"
    assert job.message.startswith("Line 3: anchors and aliases")


def test_broken_yaml_names_line_and_column():
    job = bring_in("dossier: 1\nrecords:\n- kind: [party\n", name="d.yaml")

    assert job.state == "failed"
    assert job.message.startswith("Line ")


def test_broken_json_keeps_what_stands_before_it():
    text = json.dumps(dossier(party(), party("good")))
    job = bring_in(
        text.replace(
            '{"kind": "party", "slug": "good"', '{"kind": party, "slug": "good"'
        )
    )

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


@pytest.mark.slow
def test_a_line_of_50_megabytes_is_passed_over():
    lines = [
        json.dumps({"dossier": 1}),
        json.dumps(party(name="x" * 50_000_000)),
        json.dumps(party("good")),
    ]
    job = bring_in("\n".join(lines), name="d.ndjson")

    assert messages(job) == [
        "line 2 : The line is longer than 1024 kB; split the record or mend the file."
    ]
    assert [p.slug for p in Party.objects.all()] == ["good"]


@pytest.mark.parametrize("cut", [-1, -12, -40, -70])
def test_a_file_that_was_cut_off_says_so(cut):
    job = bring_in(json.dumps(dossier(party(), party("cut")))[:cut])

    assert "as if it were cut off" in messages(job)[0]
    assert "lexeme" not in messages(job)[0]


def test_a_number_that_is_too_large_names_the_largest():
    job = bring_in(dossier(rating(order="99999999999999999999")))

    assert messages(job) == [
        "records[0] order: Write a whole number, 2,147,483,647 at most."
    ]


@pytest.mark.parametrize("record", ["{}", "[1]", "{oops"])
def test_what_is_no_record_is_shown_as_it_was_given(record):
    job = bring_in(f'{{"dossier": 1}}\n{record}\n', name="d.ndjson")

    assert job.issues.get().value == record


@pytest.mark.parametrize("record", ["{}", "[1]"])
def test_what_is_no_record_is_shown_in_a_file_of_one_object_too(record):
    assert (
        bring_in(f'{{"dossier": 1, "records": [{record}]}}').issues.get().value
        == record
    )
    assert (
        bring_in(f"dossier: 1\nrecords:\n- {record}\n", name="d.yaml")
        .issues.get()
        .value.replace("'", "")
        == record
    )


def test_a_word_that_is_not_known_is_named_beside_wrong_types():
    wrong = party(party_kind="martian", aliases="Oben", roles=[{"title": ["Mayor"]}])
    fields = [message.split(":")[0] for message in messages(bring_in(dossier(wrong)))]

    assert fields == [
        "records[0] aliases",
        "records[0] roles[0].title",
        "records[0] party_kind",
    ]


def test_a_word_that_is_not_known_in_a_part_is_named_beside_wrong_types():
    evidence = [{"source": "report", "stance": "sideways"}]
    found = messages(
        bring_in(dossier(*ground(), claim(text=["a", "list"], evidence=evidence)))
    )

    assert [message.split(":")[0] for message in found] == [
        "records[4] text",
        "records[4] evidence[0].stance",
    ]


def test_a_letter_that_turns_the_others_round_is_refused_by_its_name():
    job = bring_in(dossier(party(name="Upper \u202enwoT", aliases=["Oben"])))

    refused = job.issues.get(severity="error")
    assert refused.field == "name"
    assert "U+202E RIGHT-TO-LEFT OVERRIDE after “Upper”" in refused.message
    assert job.issues.get(severity="warning").value == "Upper (U+202E)nwoT"
    assert not Party.objects.exists()


def test_words_in_a_script_that_runs_from_the_right_are_no_fault():
    assert not messages(
        bring_in(
            dossier(party(name="\u05d9\u05e8\u05d5\u05e9\u05dc\u05d9\u05dd\u200f"))
        )
    )


def test_a_text_where_a_list_belongs():
    job = bring_in(dossier(party(aliases="Oben")))

    assert "records[0] aliases: This is a list of texts" in messages(job)[0]


def test_a_nul_in_a_text():
    job = bring_in(dossier(party(name="a\0b")))

    assert "NUL" in messages(job)[0]


def test_an_unknown_format_lists_the_known():
    with pytest.raises(imports.ImportProblem, match="known are: dossier"):
        imports.recognise("x.pdf", b"%PDF-1.7", "pdf")


@pytest.mark.parametrize(
    ("name", "head", "format"),
    [
        ("x.yaml", b"dossier: 1\n", "dossier"),
        ("x.json", b'{"dossier": 1}', "dossier"),
        ("x.txt", "“Nej,” sagde hun.".encode(), "text"),
        ("x", b"<!DOCTYPE html><html><body><p>a", "page"),
        ("x.txt", b"<?xml version='1.0'?><rss version='2.0'>", "feed"),
        ("x.html", b"<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        ("x.txt", b"%PDF-1.7", "document"),
        ("x.txt", b"\x89PNG\r\n\x1a\n", "document"),
    ],
)
def test_a_file_is_known_by_its_content_and_not_by_its_name(name, head, format):
    assert imports.recognise(name, head) == format
