"""What is guessed where a document does not say; an editor sees it before anything is made of it."""

import re
from pathlib import PurePath

from babel import Locale

from factcheck.text import reading
from factcheck.text.passages import SENTENCE_END
from factcheck.text.reflow import flow

ENGLISH = Locale("en")
DATASETS = (
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/vnd.ms-excel",
)
SAYS_NOTHING = re.compile(
    r"(?:document|download|file|scan|untitled|unnamed|print|printout|view|index|attachment|doc|img|image|page|pdf|export"
    r"|report|output|dokument|unbenannt)?[\W\d_]*(?:copy|final|new)?[\W\d_]*|[0-9a-f-]{16,}",
    re.IGNORECASE,
)
BEGINNING = 10_000
"""Characters of a text in which its title is looked for."""
LONGEST_TITLE = 150
GOVERNING = (
    "ministry",
    "government",
    "office",
    "department",
    "house",
    "council",
    "parliament",
    "commission",
    "court",
)
UNNAMED = ("a ", "the ", "some ", "one ", "several ", "many ")


def guessed_kind(name: str) -> str:
    """What kind of party a name most likely is."""
    words = name.split()
    if name.casefold().startswith(UNNAMED) or not name[:1].isupper():
        return "group"
    if any(word.casefold() in GOVERNING for word in words):
        return "government"
    is_initials = len(words) == 1 and name.isupper()
    return "organization" if is_initials or "of" in words else "person"


def kind_of_source(media_type: str) -> str:
    """What kind of source a document most likely is: what can be read as an article is one."""
    if media_type in (reading.HTML, reading.PLAIN, reading.FEED):
        return "article"
    if media_type.startswith(("audio/", "video/")):
        return "recording"
    if media_type in DATASETS or "spreadsheet" in media_type:
        return "dataset"
    return "document"


def name_of_language(tag: str) -> str:
    """What a language is called in English; its tag where it has no name."""
    return ENGLISH.languages.get(tag.partition("-")[0], tag)


def name_of_file(file_name: str) -> str:
    """What a file is called by, without its ending; empty for a name that says nothing, such as “download (2)”."""
    stem = PurePath(file_name).stem
    return "" if SAYS_NOTHING.fullmatch(stem) else stem


def first_line(text: str) -> str:
    """What a text without a title is called: its first line as it reads, of a paragraph its first sentence.

    A line that says when it was published is passed over, unless there is no other.
    """
    lines = []
    for line in flow(text[:BEGINNING]).text.splitlines():
        if line.strip():
            lines.append(line.strip())
    if not lines:
        return ""
    titles = (line for line in lines if not reading.is_dateline(line))
    line = next(titles, lines[0])
    is_wrapped = line not in text
    if is_wrapped and len(line) > LONGEST_TITLE:
        return SENTENCE_END.split(line)[0]
    return line
