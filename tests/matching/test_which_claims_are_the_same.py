"""Two claims, what they are to each other, and what the editor is told keeps them apart."""

import pytest
from matching.best_match import best_match, relation

TROOPS = "Germany has sent 13 soldiers to Nuuk."
TALKS = "Denmark and the United States agreed on a working group."
SALE = "Denmark will sell Greenland to the United States."

THE_SAME = [
    (TROOPS, TROOPS, "to the letter"),
    (TROOPS, "germany has sent 13 soldiers to nuuk", "case and the full stop"),
    (TROOPS, "Germany sent 13 soldiers to Nuuk", "without the auxiliary"),
    (TROOPS, "Germany has sent thirteen soldiers to Nuuk.", "the number as a word"),
    (TROOPS, "Germany has  sent 13\u00a0soldiers to Nuuk", "white space"),
    (TROOPS, "Germany has also sent 13 soldiers to Nuuk.", "a light adverb"),
    (
        TALKS,
        "The United States and Denmark agreed on a working group.",
        "two who did it together, the other way round",
    ),
    (
        TALKS,
        "On a working group the United States and Denmark agreed.",
        "another order of words",
    ),
    (SALE, "Denmark’ll sell Greenland to the United States", "a contraction"),
    (
        "Denmark won't sell Greenland.",
        "Denmark will not sell Greenland",
        "a denial written otherwise",
    ),
    (
        "Denmark cannot defend the island alone.",
        "Denmark can’t defend the island alone.",
        "can not, with any apostrophe",
    ),
    (
        "Rasmussen said “no” to the plan.",
        'Rasmussen said "no" to the plan',
        "quotation marks",
    ),
    ("The US–Danish talks failed", "The US - Danish talks failed.", "dashes"),
    ("Løkke Rasmussen left early.", "Lokke Rasmussen left early.", "an accent"),
    (
        "The talks were held on 14 January 2026.",
        "The talks were held on January 14, 2026.",
        "a date in another order",
    ),
    (
        "The talks were held on 14 January.",
        "The talks were held on January 14th, 2026.",
        "the year said once",
    ),
    ("Some 30 per cent of them left.", "Some 30% of them left.", "per cent as a sign"),
    ("It costs $700 billion.", "It costs 700 billion dollars.", "money as a word"),
    (
        "Some 1,500 people marched in Nuuk.",
        "Some 1500 people marched in Nuuk.",
        "thousands with a comma",
    ),
    (
        "It is the third visit of Vance.",
        "It is the 3rd visit of Vance.",
        "an ordinal as a word",
    ),
]

GUARDED = [
    (SALE, "Denmark will not sell Greenland to the United States.", "negation", "not"),
    (
        SALE,
        "Denmark will never sell Greenland to the United States.",
        "negation",
        "never",
    ),
    (SALE, "Denmark won’t sell Greenland to the United States.", "negation", "n't"),
    (
        SALE,
        "Denmark refused to sell Greenland to the United States.",
        "negation",
        "refused",
    ),
    (SALE, "No, Denmark will sell Greenland to the United States.", "negation", "no"),
    (
        "Denmark agreed to the plan.",
        "Denmark failed to agree to the plan.",
        "negation",
        "failed to",
    ),
    (
        "Trump threatened Denmark.",
        "Trump denied that he threatened Denmark.",
        "negation",
        "denied",
    ),
    (
        "The talks ended with an agreement.",
        "The talks ended without an agreement.",
        "negation",
        "without",
    ),
    ("Vance ruled out force.", "Vance considered force.", "negation", "ruled out"),
    ("Anybody in Nuuk wants this.", "Nobody in Nuuk wants this.", "negation", "nobody"),
    (
        "Troops can land in winter.",
        "Troops cannot land in winter.",
        "negation",
        "cannot",
    ),
    (
        "Sweden declined to send troops.",
        "Sweden decided to send troops.",
        "negation",
        "declined",
    ),
    (
        "Rubio said that Denmark did not threaten Vance.",
        "Rubio did not say that Denmark threatened Vance.",
        "negation",
        "who is denied what",
    ),
    (
        "Denmark no longer runs the exercises.",
        "Denmark runs the exercises.",
        "negation",
        "no longer",
    ),
    ("Neither side backed down.", "Either side backed down.", "negation", "neither"),
    (TROOPS, "Germany has sent 15 soldiers to Nuuk.", "number", "digits"),
    (TROOPS, "Germany has sent thirty soldiers to Nuuk.", "number", "a word"),
    (TROOPS, "Germany has sent 130 soldiers to Nuuk.", "number", "one digit more"),
    (TROOPS, "Germany has sent soldiers to Nuuk.", "number", "only one says how many"),
    (TROOPS, "Germany has sent 13,000 soldiers to Nuuk.", "number", "thousands"),
    (TROOPS, "Germany has sent 1.3 soldiers to Nuuk.", "number", "a decimal point"),
    (TROOPS, "Germany has sent a dozen soldiers to Nuuk.", "number", "a dozen"),
    (
        "Some 30 per cent of them left.",
        "Some 40 per cent of them left.",
        "number",
        "per cent",
    ),
    (
        "Some 30 per cent of them left.",
        "Some 30 of them left.",
        "number",
        "per cent against a count",
    ),
    (
        "It rose by 5 per cent.",
        "It rose by 5 percentage points.",
        "number",
        "per cent against points",
    ),
    ("It costs $700 billion.", "It costs €700 billion.", "number", "another currency"),
    ("It costs $700 billion.", "It costs $700 million.", "number", "another scale"),
    (
        "It is the third visit of Vance.",
        "It is the fourth visit of Vance.",
        "number",
        "an ordinal",
    ),
    (
        "It is the 21st visit of Vance.",
        "It is the twenty-second visit of Vance.",
        "number",
        "an ordinal as a word",
    ),
    (
        "Two ships and five planes arrived.",
        "Five ships and two planes arrived.",
        "number",
        "numbers swapped",
    ),
    (
        "The 1951 agreement holds.",
        "The 1961 agreement holds.",
        "number",
        "a year alone",
    ),
    (
        "Two hundred and thirteen people came.",
        "Two hundred and thirty people came.",
        "number",
        "a long number in words",
    ),
    ("It was -5 degrees in Nuuk.", "It was 5 degrees in Nuuk.", "number", "a minus"),
    ("Half of the island is ice.", "All of the island is ice.", "number", "a half"),
    (
        "The talks were held on 14 January 2026.",
        "The talks were held on 15 January 2026.",
        "date",
        "another day",
    ),
    (
        "The talks were held on 14 January 2026.",
        "The talks were held on January 14, 2025.",
        "date",
        "another year",
    ),
    (
        "The talks were held on 14 January 2026.",
        "The talks were held on 14 July 2026.",
        "date",
        "another month",
    ),
    (
        "The talks were held on 2026-01-14.",
        "The talks were held on 2026-01-13.",
        "date",
        "a date in figures",
    ),
    (
        "The talks were held on Wednesday.",
        "The talks were held on Thursday.",
        "date",
        "another weekday",
    ),
    (
        "The talks were held on Jan. 14.",
        "The talks were held on Jan. 16.",
        "date",
        "a short month",
    ),
    (
        "The talks were held in January 2026.",
        "The talks were held in February 2026.",
        "date",
        "a month",
    ),
    (
        "The team stays from January 15 to 17.",
        "The team stays from January 15 to 18.",
        "date",
        "the end of a stay",
    ),
    (
        "The talks were held.",
        "The talks were held on 14 January.",
        "date",
        "only one says when",
    ),
    (
        "They met on 14 January and left on 16 January.",
        "They met on 16 January and left on 14 January.",
        "date",
        "days swapped",
    ),
    (
        "The troops of Sweden arrive.",
        "The troops of Norway arrive.",
        "named",
        "another country",
    ),
    (
        "Sweden sends troops.",
        "Norway sends troops.",
        "named",
        "another country at the start",
    ),
    (
        "Denmark met Vance in private.",
        "Denmark met Rubio in private.",
        "named",
        "another person",
    ),
    ("The group met in Nuuk.", "The group met in Washington.", "named", "another town"),
    (
        "NATO plans an exercise.",
        "Denmark plans an exercise.",
        "named",
        "an alliance against a country",
    ),
    (
        "The plan came from Germany.",
        "The plan came from Germany and Sweden.",
        "named",
        "one more",
    ),
    (
        "Denmark threatens Trump.",
        "Trump threatens Denmark.",
        "order",
        "who does it to whom",
    ),
    (
        "The ship sailed from Nuuk to Denmark.",
        "The ship sailed from Denmark to Nuuk.",
        "order",
        "there and back",
    ),
    (
        "Trump was thanked by Denmark.",
        "Denmark was thanked by Trump.",
        "order",
        "passive",
    ),
]

OTHER_WORDS = [
    (
        "Denmark will buy ships this year.",
        "Denmark will sell ships this year.",
        "the opposite verb",
    ),
    (
        "Denmark will deploy troops.",
        "Denmark deployed troops.",
        "forecast against fact",
    ),
    (
        "Trump may take Greenland by force.",
        "Trump will take Greenland by force.",
        "may against will",
    ),
    (
        "All parties agreed in Washington.",
        "Some parties agreed in Washington.",
        "all against some",
    ),
    (
        "The base lies north of Nuuk.",
        "The base lies south of Nuuk.",
        "the opposite direction",
    ),
    (
        "The exercises are permanent now.",
        "The exercises are temporary now.",
        "the opposite adjective",
    ),
]

UNRELATED = [
    (TROOPS, "The price of shrimp fell in Ilulissat.", "another matter"),
    (
        TROOPS,
        "Inflation in the euro area was lower than expected.",
        "no word in common",
    ),
    (SALE, "A storm closed the airport for two days.", "no name in common"),
    (TALKS, "", "nothing is said"),
    (TALKS, "!?", "no words"),
]


@pytest.mark.parametrize(
    ("ours", "theirs", "why"), THE_SAME, ids=[row[-1] for row in THE_SAME]
)
def test_a_claim_written_otherwise_is_the_same(ours, theirs, why):
    match = best_match("claim", ours, theirs)

    assert (match.uid, match.relation, match.reasons) == ("ours", "same", ())


@pytest.mark.parametrize(
    ("ours", "theirs", "guard", "why"),
    GUARDED,
    ids=[f"{r[2]}: {r[3]}" for r in GUARDED],
)
def test_what_turns_a_claim_into_another_one_is_only_related(ours, theirs, guard, why):
    match = best_match("claim", ours, theirs)

    assert (match.uid, match.relation) == ("ours", "related")
    assert guard in match.differs
    assert match.reasons


@pytest.mark.parametrize(
    ("ours", "theirs", "guard", "why"),
    GUARDED,
    ids=[f"{r[2]}: {r[3]}" for r in GUARDED],
)
def test_a_guard_holds_in_both_directions(ours, theirs, guard, why):
    assert best_match("claim", theirs, ours).relation == "related"


@pytest.mark.parametrize(
    ("ours", "theirs", "why"), OTHER_WORDS, ids=[row[-1] for row in OTHER_WORDS]
)
def test_a_claim_in_other_words_is_related(ours, theirs, why):
    assert relation(best_match("claim", ours, theirs)) == "related"


@pytest.mark.parametrize(
    ("ours", "theirs", "why"), UNRELATED, ids=[row[-1] for row in UNRELATED]
)
def test_a_claim_of_something_else_is_nothing_known(ours, theirs, why):
    assert relation(best_match("claim", ours, theirs)) == "nothing"


FACTS = [
    (
        {"claimed_on": "2026-01-14"},
        {"claimed_on": "2026-01-14"},
        "same",
        "the same day",
    ),
    (
        {"claimed_on": "2026-01"},
        {"claimed_on": "2026-01-14"},
        "same",
        "a day of that month",
    ),
    ({"claimed_on": "2026-01-14"}, {"claimed_on": ""}, "same", "not known when"),
    (
        {"claimed_on": "2026-01-14"},
        {"claimed_on": "2026-01-15"},
        "related",
        "another day",
    ),
    (
        {"claimed_on": "2026-01-15/2026-01-17"},
        {"claimed_on": "2026-02"},
        "related",
        "after it was over",
    ),
    (
        {"parties": ["Lars Løkke Rasmussen"]},
        {"parties": ["Rasmussen, Lars Lokke"]},
        "same",
        "the same person",
    ),
    ({"parties": ["JD Vance"]}, {"parties": []}, "same", "not known who"),
    (
        {"parties": ["JD Vance"]},
        {"parties": ["Marco Rubio"]},
        "related",
        "somebody else",
    ),
]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected", "why"), FACTS, ids=[row[-1] for row in FACTS]
)
def test_when_and_by_whom_it_was_claimed(ours, theirs, expected, why):
    assert best_match("claim", SALE, SALE, ours, theirs).relation == expected


def test_the_editor_reads_both_numbers():
    match = best_match("claim", TROOPS, "Germany has sent fifteen soldiers to Nuuk.")

    assert match.differs["number"] == ["13", "15"]
    assert match.reasons == ("a different number",)
