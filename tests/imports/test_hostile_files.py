"""Files that are broken in ways no editor would think of: each ends in words, never in a traceback."""

import json

import pytest
from support.dossiers import (
    bring_in,
    claim,
    dossier,
    entry,
    ground,
    messages,
    party,
    source,
)

from factcheck.imports import outcome
from factcheck.imports.dossier import jsonfile
from factcheck.models import ImportIssue, Party

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("cold_reader"),
]
YAML = "dossier: 1\nrecords:\n- kind: party\n  slug: a\n  name: {name}\n  party_kind: group\n"


def yaml_file(name: str, more: str = ""):
    return bring_in(YAML.format(name=name) + more, name="d.yaml")


@pytest.mark.parametrize("word", ["no", "yes", "off", "1", "maybe"])
def test_yes_or_no_is_true_or_false_and_never_guessed_at(word):
    job = bring_in(dossier(*ground(), entry(key_event=word)))

    assert messages(job) == ["records[4] key_event: Write true or false."]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": "a b"}, "slug"),
        ({"slug": "x" * 121}, "slug"),
        ({"uid": "123"}, "uid"),
        ({"name": "half \ud83d letter"}, "name"),
        ({"name": 1.5}, "name"),
        ({"roles": [{"uid": "x", "title": "Mayor"}]}, "roles[0].uid"),
        ({"roles": {"title": "Mayor"}}, "roles"),
        ({"a\0b": "x"}, "a\N{SYMBOL FOR NULL}b"),
    ],
)
def test_a_value_of_the_wrong_sort_is_named_with_its_path(changes, field):
    text = json.dumps(dossier(party(**changes), party("good")))

    job = bring_in(text)

    assert [issue.field for issue in job.issues.all()] == [field]
    assert [p.slug for p in Party.objects.all()] == ["good"]


@pytest.mark.parametrize(
    ("passage", "field"),
    [
        ({"exact": "x", "end": "abc"}, "end"),
        ({"exact": "x", "start": "9" * 30}, "start"),
        ({"exact": "x", "capture": "abc"}, "capture"),
        ({"words": "x"}, "words"),
    ],
)
def test_a_passage_that_cannot_be_one(passage, field):
    job = bring_in(
        dossier(
            *ground(),
            claim(
                evidence=[{"source": "report", "stance": "context", "passage": passage}]
            ),
        )
    )

    assert [issue.field for issue in job.issues.all()] == [
        f"evidence[0].passage.{field}"
    ]


def test_a_uid_that_stands_twice():
    uid = "6f1c2f0a-3c55-4c5e-9a53-0d8b36a1c001"

    job = bring_in(dossier(party("a", uid=uid), party("b", uid=uid)))

    assert messages(job) == [
        "records[1] uid: This uid stands twice in the file; keep one."
    ]


def test_a_number_of_twenty_thousand_digits():
    text = json.dumps(dossier(party("good"), party(name="N"))).replace(
        '"N"', "9" * 20_000
    )

    job = bring_in(text)

    assert job.state == "done"
    assert [p.slug for p in Party.objects.all()][0] == "good"


def test_brackets_nested_a_hundred_thousand_deep():
    lines = [
        json.dumps({"dossier": 1}),
        '{"kind": ' + "[" * 100_000 + "]" * 100_000 + "}",
        json.dumps(party("good")),
    ]

    job = bring_in("\n".join(lines), name="d.ndjson")

    assert job.issues.get().place == "line 2"
    assert [p.slug for p in Party.objects.all()] == ["good"]


def test_brackets_nested_deep_in_one_json_object():
    job = bring_in(
        '{"dossier": 1, "records": [{"kind": ' + "[" * 50_000 + "]" * 50_000 + "}]}"
    )

    assert "nested too deeply" in job.issues.get().message


def test_yaml_nested_too_deeply():
    job = yaml_file(
        "x", "- kind: party\n  slug: b\n  aliases: " + "[" * 500 + "]" * 500 + "\n"
    )

    assert "nested too deeply" in messages(job)[0]
    assert Party.objects.count() == 1


def test_a_key_given_twice_in_yaml():
    job = yaml_file("x", "  name: y\n")

    assert messages(job) == [
        "records[0] (line 3) : Line 7: “name” is given twice; keep one."
    ]


def test_a_key_given_twice_in_a_line_of_ndjson():
    job = bring_in(
        '{"dossier": 1}\n{"kind": "party", "kind": "party"}\n', name="d.ndjson"
    )

    assert "“kind” is given twice" in messages(job)[0]


@pytest.mark.parametrize("name", ["!!python/object/apply:os.system [id]", "!!int 5"])
def test_yaml_tags(name):
    job = yaml_file(name)

    assert job.state == "failed"
    assert job.message.startswith("Line 5: tags")


def test_two_yaml_documents():
    job = yaml_file("x", "---\ndossier: 1\n")

    assert (job.state, Party.objects.count()) == ("failed", 0)
    assert "more than one" in job.message


@pytest.mark.parametrize("name", ["d.yaml", "d.json"])
def test_a_file_without_records(name):
    job = bring_in("dossier: 1\n" if name == "d.yaml" else '{"dossier": 1}', name=name)

    assert (job.state, "“records” is missing" in job.message) == ("failed", True)


def test_json_that_is_not_utf_8_names_byte_and_line():
    good = json.dumps(party("good")).encode()
    job = bring_in(
        b'{"dossier": 1, "records": [\n'
        + good
        + b',\n{"kind": "party", "name": "\xff"}]}'
    )

    assert "line 3 is not UTF-8" in messages(job)[0]
    assert [p.slug for p in Party.objects.all()] == ["good"]


def test_a_byte_order_mark_is_no_fault():
    job = bring_in(b"\xef\xbb\xbf" + json.dumps(dossier(party())).encode())

    assert (job.created, messages(job)) == (1, [])


@pytest.mark.parametrize(
    "first", ["[]", '"x"', "5", '{"dossier": 2}', '{"kind": "party"}']
)
def test_a_first_line_that_is_no_header(first):
    job = bring_in(first + "\n" + json.dumps(party()), name="d.ndjson")

    assert (job.state, bool(job.message)) == ("failed", True)


def test_a_long_record_in_json_does_not_fill_the_memory():
    text = json.dumps(
        dossier(party("good"), party(name="x" * 50_000_000), party("late"))
    )

    job = bring_in(text)

    assert "cannot be read on from here: it is longer than 4 MB" in messages(job)[0]
    assert [p.slug for p in Party.objects.all()] == ["good"]


def test_a_file_may_be_longer_than_what_one_record_may_take(monkeypatch):
    monkeypatch.setattr(jsonfile, "MOST_A_RECORD", 1000)
    monkeypatch.setattr(jsonfile, "PIECE", 100)

    job = bring_in(dossier(*(party(f"p{i}") for i in range(40))))

    assert (job.created, messages(job)) == (40, [])


def test_an_issue_shows_a_long_value_in_short():
    bring_in(dossier(source(url="https://example.org/" + "x" * 5000)))

    assert {len(issue.value) for issue in ImportIssue.objects.all()} == {
        outcome.SHOWN + 1
    }
