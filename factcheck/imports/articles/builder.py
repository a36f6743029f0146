"""From a document to suggestions: its source first, then who speaks in it, then what was found, in reading order."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from django.conf import settings

from factcheck.models import Suggestion
from factcheck.records import registry
from factcheck.records.article_context import Article
from factcheck.text import extraction
from factcheck.text.extraction import Finding
from factcheck.text.matching import folded_name
from factcheck.text.reading import Read

from ..crashes import contain, savepoint
from ..outcome import Issue
from .candidate import Suggested, memory_key, source_key, uid_of
from .document import Document
from .heuristics import first_line, guessed_kind, kind_of_source, name_of_language
from .record_index import Known

MOST_SEARCHED = 300_000
"""Characters; what is found in more of them would fill a worker's memory."""
SOURCE_STEP, NAMED_STEP = "document", "named as speaker"
MOST_ISSUES = 50
UNREAD = (
    "This text is in {}; only {} {} read, so nothing was looked for. The copy is kept."
)
NOT_SUGGESTED = "What was found here is not suggested."
NOT_COMPARED = "Whether this repeats what is on record could not be told; look before you accept it."
NOT_SEARCHED = (
    "What {} finds is missing or not complete; the document itself is suggested."
)
AND_MORE = "{:,} more findings of this document were lost in the same way."


@dataclass
class Suggesting:
    """Makes the suggestions of one document, all remembered as one of `remembered_as`.

    `known` is what the desk has; `dispute` the uid of the job's dispute; `asked` the suggestion of its source, where
    the same bytes were read before: what that says stands, whatever is said of the document this time.
    """

    document: Document
    read: Read
    remembered_as: str
    known: Known
    dispute: str = ""
    asked: Suggestion | None = None
    parties: dict[str, Suggested] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)
    offices: dict[str, list[str]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    not_comparable: set[str] = field(default_factory=set)

    def all(self) -> list[Suggested]:
        """Every suggestion of the document, each once, those that others refer to first.

        An error of ours in an extractor, in a finding or in its comparison costs that alone, and is in `issues`.
        """
        source = self._source()
        source = self._matched(source, self._named())
        article = self._article(source)
        self.found = extraction.find(
            searched(self.read.text),
            published_on=article.day,
            parties=self.known.parties,
            extractors=settings.EXTRACTORS,
            language=source.fields["language"],
            guard=self._guard,
        )
        for finding in self.found:
            if finding.kind == "party":
                self.offices.setdefault(
                    folded_name(finding.fields["name"]), list(finding.fields["roles"])
                )
        rest = [
            made for finding in self.found if (made := self._made(article, finding))
        ]
        named = self._named()
        rest = [self._matched(made, named) for made in rest]
        parties = [self._matched(party) for party in self.parties.values()]
        once = {made.memory_key: made for made in reversed([source, *parties, *rest])}
        return list(reversed(once.values()))

    @property
    def language(self) -> str:
        """The language of the text as somebody says it, or as it is read to be; empty where nobody knows."""
        return self.document.given.get("language") or self.read.language

    @property
    def unread(self) -> str:
        """What is said of a text in a language that no extractor reads; empty for any other."""
        if not self.read.text or extraction.readers(settings.EXTRACTORS, self.language):
            return ""
        read = sorted(
            name_of_language(tag) for tag in extraction.languages(settings.EXTRACTORS)
        )
        return UNREAD.format(
            name_of_language(self.language),
            " and ".join(read),
            "is" if len(read) == 1 else "are",
        )

    def told(self) -> list[Issue]:
        """The issues, and of very many the first and how many there are beside them."""
        left_out = len(self.issues) - MOST_ISSUES
        if left_out <= 0:
            return self.issues
        return [
            *self.issues[:MOST_ISSUES],
            Issue(self.document.place, AND_MORE.format(left_out)),
        ]

    def _guard(self, extractor: str) -> AbstractContextManager:
        return contain(self.issues, self.document.place, NOT_SEARCHED.format(extractor))

    def _place(self, finding: Finding) -> str:
        return f"{self.document.place}, characters {finding.start:,} to {finding.end:,}"

    def _matched(
        self, made: Suggested, named: dict[str, str] | None = None
    ) -> Suggested:
        """The suggestion with what it repeats; as it is where an error of ours keeps that from being told."""
        if made.kind in self.not_comparable:
            return made
        place = self._place(made.finding) if made.finding else made.place
        with contain(self.issues, place, NOT_COMPARED, severity="warning"), savepoint():
            return self.known.matched(made, named)
        if (
            made.kind not in self.known.matchers
        ):  # it is what is on record that cannot be read
            self.not_comparable.add(made.kind)
        return made

    def _named(self) -> dict[str, str]:
        return {str(party.uid): party.fields["name"] for party in self.parties.values()}

    def _article(self, source: Suggested) -> Article:
        known = (
            source.match if source.match and source.match.relation == "same" else None
        )
        return Article(
            text=self.read.text,
            sha256=self.document.sha256,
            source=known.uid if known else str(source.uid),
            refer=self._refer,
            disputes=(self.dispute,) if self.dispute else (),
            published_on=source.fields["published_on"],
            language=source.fields["language"],
        )

    def _source(self) -> Suggested:
        if self.asked:
            return self._source_of(self.asked.fields)
        given, read, fallback = self.document.given, self.read, self.document.fallback
        publisher = given.get("publisher") or read.publisher
        fields = {
            "title": self._title()[:300],
            "source_kind": kind_of_source(self.document.media_type),
            "rank": "secondary",
            "url": self.document.url,
            "publisher": self._refer("party", publisher, "outlet")
            if publisher
            else None,
            "authors": given.get("authors") or list(read.authors),
            "published_on": given.get("published_on")
            or read.published_on
            or fallback.get("published_on", ""),
            "language": self.language,
            "licence": "unknown",
        }
        return self._source_of(fields)

    def _source_of(self, fields: dict) -> Suggested:
        key = source_key(self.remembered_as)
        return Suggested(
            "source",
            fields,
            key,
            self.document.sha256,
            place=self.document.place,
            step=SOURCE_STEP,
        )

    def _title(self) -> str:
        """What somebody calls it, else what it calls itself, its file's name, its beginning."""
        said = self.document.given.get("title") or self.read.title or self.document.name
        return said or first_line(self.read.text) or self.document.place

    def _refer(self, kind: str, name: str, party_kind: str = "") -> str:
        """Who is meant by a name: a party that is known, else one that is suggested along with what names it."""
        if known := self.known.named(name):
            return known
        fields = {"name": name[:200], "party_kind": party_kind or guessed_kind(name)}
        if fields["party_kind"] == "person":
            fields["publicity"] = "private"  # until somebody says otherwise
        if offices := self.offices.get(folded_name(name)):
            fields["roles"] = [{"title": office[:200]} for office in offices]
        key = memory_key(self.remembered_as, kind, fields)
        party = Suggested(
            kind,
            fields,
            key,
            self.document.sha256,
            place=self.document.place,
            step=NAMED_STEP,
        )
        self.parties.setdefault(key, party)
        return str(uid_of(key))

    def _made(self, article: Article, finding: Finding) -> Suggested | None:
        with (
            contain(self.issues, self._place(finding), NOT_SUGGESTED, finding.exact),
            savepoint(),
        ):
            return self._content(article, finding)
        return None

    def _content(self, article: Article, finding: Finding) -> Suggested | None:
        for kind in registry.all_kinds():
            make = kind.suggestion_builders.get(finding.kind)
            if fields := make(finding, article) if make else None:
                key = memory_key(self.remembered_as, kind.name, fields)
                return Suggested(
                    kind.name,
                    fields,
                    key,
                    self.document.sha256,
                    finding,
                    self.document.place,
                    finding.step,
                )
        return None


def searched(text: str) -> str:
    """As much of a text as is searched: where it is too long, up to the end of a line if there is one."""
    if len(text) <= MOST_SEARCHED:
        return text
    return text[
        : text.rfind("\n", MOST_SEARCHED // 2, MOST_SEARCHED) + 1 or MOST_SEARCHED
    ]
