"""How often each side and party is in a dispute's record, and by which rules it is made."""

import re

import pytest
from support.ledger_factory import append
from support.people import change, make, person, publish, published, uid

from factcheck import ledger, workflow
from factcheck.ledger import PendingLine
from factcheck.models import Publication

pytestmark = pytest.mark.django_db
PAGE = "/disputes/bridge/method/"


@pytest.fixture
def sides(world):
    """Two sides: Upper Town with its mayor, and Lower Town; a claim and an entry of both of the upper ones."""
    world.mayor = published(
        "party", slug="mayor", name="The mayor", party_kind="person"
    )
    world.lower = published("party", slug="lower-town", name="Lower Town")
    upper = {
        "slug": "upper",
        "name": "Upstream",
        "line": "Ours.",
        "parties": [uid(world.party), uid(world.mayor)],
    }
    lower = {
        "slug": "lower",
        "name": "Downstream",
        "line": "No.",
        "parties": [uid(world.lower)],
    }
    publish(change(world.dispute, sides=[upper, lower]), action="update")
    both = [uid(world.party), uid(world.mayor)]
    said = [{"party": party, "role": "repeats"} for party in both]
    true = published("rating", slug="true", label="True", order=1, numeric=5)
    content = world.claim_content(
        appearances=said, verdict=world.verdict(rating=uid(true))
    )
    world.toll = published("claim", slug="toll", text="It is a toll bridge.", **content)
    published(
        "entry",
        slug="parade",
        headline="They parade",
        **world.entry_content(parties=both),
    )
    return world


@pytest.fixture
def balance(read):
    """{caption: {row: {column: cell}}} of the tables."""

    def tables(query: str = "") -> dict:
        page = read(PAGE + query)
        found = re.findall(r"<caption>(.*?)</caption>(.*?)</table>", page, re.S)
        return {caption: rows_of(table) for caption, table in found}

    return tables


def rows_of(table: str) -> dict[str, dict[str, str]]:
    names = [
        text(each) for each in re.findall(r'<th scope="col">(.*?)</th>', table, re.S)
    ][1:]
    rows = re.findall(r'<tr><th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', table, re.S)
    return {
        text(name): dict(
            zip(names, map(text, re.findall(r"<td>(.*?)</td>", cells)), strict=True)
        )
        for name, cells in rows
    }


def text(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html).strip()


def test_each_party_has_its_entries_quotes_claims_and_verdicts_with_their_base(
    sides, balance
):
    parties = balance()["By party"]

    assert sorted(parties) == ["Lower Town", "The mayor", "Upper Town"]
    assert parties["Upper Town"] == {
        "Entries": "2",
        "Quotes": "1",
        "Claims": "2",
        "True": "1 of 2",
        "Unproven": "1 of 2",
        "No verdict": "0",
    }
    assert parties["The mayor"]["True"] == "1 of 1"
    nothing = dict.fromkeys(("True", "Unproven", "No verdict"), "0")
    assert (
        parties["Lower Town"]
        == {"Entries": "0", "Quotes": "0", "Claims": "0"} | nothing
    )


def test_what_names_two_parties_of_a_side_counts_once_for_it(sides, balance):
    found = balance()["By side"]

    assert list(found) == ["Upstream", "Downstream"]
    assert (found["Upstream"]["Entries"], found["Upstream"]["Claims"]) == ("2", "2")
    assert found["Upstream"]["True"] == "1 of 2"


def test_a_claim_without_a_verdict_is_counted_as_that(sides, balance):
    payload = ledger.payload_of(Publication.objects.get(uid=sides.toll.uid)) | {
        "verdict": None
    }
    for name in ("version", "published_at", "first_published_at", "action"):
        payload.pop(name)
    append(PendingLine(sides.toll.uid, "claim", "update", payload))

    assert balance()["By party"]["Upper Town"]["No verdict"] == "1 of 2"
    assert balance()["By party"]["The mayor"]["No verdict"] == "1 of 1"


def test_a_party_of_no_side_is_counted_too(sides, balance):
    guest = published("party", slug="guest", name="A guest")
    published(
        "entry",
        slug="visit",
        headline="A visit",
        **sides.entry_content(parties=[uid(guest)]),
    )

    assert balance()["By party"]["A guest"]["Entries"] == "1"


def test_who_only_denies_a_claim_does_not_make_it(sides, balance):
    said = [{"party": uid(sides.lower), "role": "denies"}]
    published(
        "claim", slug="denied", text="No.", **sides.claim_content(appearances=said)
    )

    assert balance()["By party"]["Lower Town"]["Claims"] == "0"


def test_records_of_another_dispute_do_not_count(sides, balance):
    elsewhere = published("dispute", slug="elsewhere", title="Elsewhere")
    published("entry", slug="afar", **sides.entry_content(dispute=uid(elsewhere)))

    assert balance()["By party"]["Upper Town"]["Entries"] == "2"


def test_a_merged_party_counts_as_what_it_was_merged_into(sides, balance):
    council = published("party", slug="council", name="The council")
    both = [uid(council), uid(sides.party)]
    published(
        "entry", slug="vote", headline="A vote", **sides.entry_content(parties=both)
    )
    published(
        "entry",
        slug="rest",
        headline="A rest",
        **sides.entry_content(parties=[uid(council)]),
    )
    proposal = workflow.propose_merge(
        council, sides.party, person("publisher"), reason="The same."
    )
    workflow.carry_out(proposal, person("second_publisher"))

    parties = balance()["By party"]

    assert parties["Upper Town"]["Entries"] == "4"
    assert "The council" not in parties


def test_the_balance_of_the_past_is_that_of_then(sides, balance):
    then = ledger.moment_text(
        Publication.objects.get(uid=sides.entry.uid, version=1).published_at
    )

    assert "By side" not in balance(f"?as_of={then}")
    assert balance(f"?as_of={then}")["By party"]["Upper Town"]["Entries"] == "1"


def test_a_draft_does_not_count(sides, balance):
    make("entry", slug="draft", headline="Canary", **sides.entry_content())

    assert balance()["By party"]["Upper Town"]["Entries"] == "2"


def test_the_rules_are_shown(world, read):
    page = read(PAGE)

    for heading in ("Dates", "Verdicts", "Sources", "Who approves", "Corrections"):
        assert f">{heading}</h2>" in page
    assert "whoever wrote or changed a text may not approve it" in page


@pytest.mark.slow
def test_the_page_costs_the_same_for_one_party_and_for_fifty(
    world, client, django_assert_max_num_queries
):
    counts = []
    for n in range(51):
        if n in (1, 50):
            with django_assert_max_num_queries(12) as queries:
                client.get(PAGE)
            counts.append(len(queries.captured_queries))
        party = published("party", slug=f"party-{n}", name=f"Party {n}")
        published(
            "entry", headline=f"No {n}", **world.entry_content(parties=[uid(party)])
        )

    assert counts[0] == counts[1]
