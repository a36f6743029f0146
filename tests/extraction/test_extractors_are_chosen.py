"""A desk may run extractors of its own; none of them can invent."""

from factcheck.text import extraction
from factcheck.text.extraction import RULES, finding

TEXT = "“It is ours,” said Lars Olsen."


def inventing(text, *, published_on, parties):
    honest = finding(text, "quote", 1, 11, "own", 0.5)
    yield honest
    yield honest.__class__("quote", 1, 11, "It is mine", "", "", "own")
    yield honest.__class__("quote", 900, 910, "", "", "", "own")


def test_what_does_not_stand_in_the_text_is_dropped():
    found = extraction.find(TEXT, extractors=[f"{__name__}.inventing"])

    assert [one.exact for one in found] == ["It is ours"]


def test_of_two_extractors_the_first_one_counts():
    found = extraction.find(TEXT, extractors=[RULES, f"{__name__}.inventing"])

    assert [one.step for one in found] == ["verb after, inverted"]
