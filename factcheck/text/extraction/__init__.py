"""Text in, findings out: quotations with their speakers, indirect speech, dates. Plain Python, without Django."""

from .backends import RULES, find, languages, problem_of, readers
from .findings import Finding, KnownParty, Mention, finding
from .sentences import sentence_around

__all__ = [
    "RULES",
    "Finding",
    "KnownParty",
    "Mention",
    "find",
    "finding",
    "languages",
    "problem_of",
    "readers",
    "sentence_around",
]
