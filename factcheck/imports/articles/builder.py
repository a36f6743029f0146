"""From a document to suggestions: its source first, then who speaks in it, then what was found, in reading order."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import cast

from django.conf import settings

from factcheck.models import Suggestion
from factcheck.records import registry
from factcheck.records.article_context import ArticleContext
from factcheck.text import extraction
from factcheck.text.extraction import Finding
from factcheck.text.matching import folded_name
from factcheck.text.reading import Read

from ..crashes import contain, savepoint
from ..outcome import Issue
from .candidate import Candidate, memory_key, source_key, uid_of
from .document import Document
from .heuristics import first_line, guessed_kind, kind_of_source, name_of_language
from .record_index import RecordIndex

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
class SuggestionBuilder:
    """Builds the suggestions of one document, all remembered as one of `remembered_as`.

    `records` is what the desk has; `dispute` the uid of the job's dispute; `earlier_source` the suggestion of its
    source, where the same bytes were read before: its fields stand, whatever is said of the document this time.
    """

    document: Document
    read: Read
    remembered_as: str
    records: RecordIndex
    dispute: str = ""
    earlier_source: Suggestion | None = None
    parties: dict[str, Candidate] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    offices: dict[str, list[str]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    not_comparable: set[str] = field(default_factory=set)

    def all(self) -> list[Candidate]:
        """Every suggestion of the document, each once, those that others refer to first.

        An error of ours in an extractor, in a finding or in its comparison costs that alone, and is in `issues`.
        """
        source = self._matched(self._source(), self._party_names())
        article = self._article(source)
        self.findings = extraction.find(
            searched(self.read.text),
            published_on=article.day,
            parties=self.records.parties,
            extractors=settings.EXTRACTORS,
            language=source.fields["language"],
            guard=self._guard,
        )
        self.offices = _offices(self.findings)
        candidates = []
        for finding in self.findings:
            if candidate := self._candidate(article, finding):
                candidates.append(candidate)
        names = self._party_names()
        rest = [self._matched(candidate, names) for candidate in candidates]
        parties = [self._matched(party) for party in self.parties.values()]
        # of equal ones the first stays, where the last of them stands
        by_key = {}
        for candidate in reversed([source, *parties, *rest]):
            by_key[candidate.memory_key] = candidate
        return list(reversed(by_key.values()))

    @property
    def language(self) -> str:
        """The language of the text as somebody says it, or as it is read to be; empty where nobody knows."""
        return self.document.given.get("language") or self.read.language

    @property
    def unread(self) -> str:
        """The note on a text in a language that no extractor reads; empty for any other."""
        if not self.read.text or extraction.readers(settings.EXTRACTORS, self.language):
            return ""
        tags = extraction.languages(settings.EXTRACTORS)
        names = sorted(name_of_language(tag) for tag in tags)
        verb = "is" if len(names) == 1 else "are"
        return UNREAD.format(name_of_language(self.language), " and ".join(names), verb)

    def listed_issues(self) -> list[Issue]:
        """The issues, and of very many the first and how many there are beside them."""
        left_out = len(self.issues) - MOST_ISSUES
        if left_out <= 0:
            return self.issues
        more = Issue(self.document.place, AND_MORE.format(left_out))
        return [*self.issues[:MOST_ISSUES], more]

    def _guard(self, extractor: str) -> AbstractContextManager:
        return contain(self.issues, self.document.place, NOT_SEARCHED.format(extractor))

    def _place(self, finding: Finding) -> str:
        return f"{self.document.place}, characters {finding.start:,} to {finding.end:,}"

    def _matched(
        self, candidate: Candidate, names: dict[str, str] | None = None
    ) -> Candidate:
        """The candidate with what it repeats; as it is where an error of ours prevents the comparison."""
        if candidate.kind in self.not_comparable:
            return candidate
        place = candidate.place
        if candidate.finding:
            place = self._place(candidate.finding)
        with contain(self.issues, place, NOT_COMPARED, severity="warning"), savepoint():
            return self.records.matched(candidate, names)
        # without a matcher it is what is on record that cannot be read
        if candidate.kind not in self.records.matchers:
            self.not_comparable.add(candidate.kind)
        return candidate

    def _party_names(self) -> dict[str, str]:
        return {str(party.uid): party.fields["name"] for party in self.parties.values()}

    def _article(self, source: Candidate) -> ArticleContext:
        source_uid = str(source.uid)
        if source.match and source.match.relation == "same":
            source_uid = source.match.uid
        return ArticleContext(
            text=self.read.text,
            sha256=self.document.sha256,
            source=source_uid,
            refer=self._refer,
            disputes=(self.dispute,) if self.dispute else (),
            published_on=source.fields["published_on"],
            language=source.fields["language"],
        )

    def _source(self) -> Candidate:
        if self.earlier_source:
            return self._source_of(self.earlier_source.fields)
        given, read, fallback = self.document.given, self.read, self.document.fallback
        publisher = given.get("publisher") or read.publisher
        publisher_uid = self._refer("party", publisher, "outlet") if publisher else None
        published_on = given.get("published_on") or read.published_on
        fields = {
            "title": self._title()[:300],
            "source_kind": kind_of_source(self.document.media_type),
            "rank": "secondary",
            "url": self.document.url,
            "publisher": publisher_uid,
            "authors": given.get("authors") or list(read.authors),
            "published_on": published_on or fallback.get("published_on", ""),
            "language": self.language,
            "licence": "unknown",
        }
        return self._source_of(fields)

    def _source_of(self, fields: dict) -> Candidate:
        key = source_key(self.remembered_as)
        return Candidate(
            "source",
            fields,
            key,
            self.document.sha256,
            place=self.document.place,
            step=SOURCE_STEP,
        )

    def _title(self) -> str:
        """What somebody calls it, else what it calls itself, its file's name, its beginning."""
        title = self.document.given.get("title") or self.read.title
        name = title or self.document.name
        return name or first_line(self.read.text) or self.document.place

    def _refer(self, kind: str, name: str, party_kind: str = "") -> str:
        """Who is meant by a name: a party that is known, else one that is suggested along with what names it."""
        if uid := self.records.party_uid(name):
            return uid
        party_kind = party_kind or guessed_kind(name)
        fields: dict = {"name": name[:200], "party_kind": party_kind}
        if party_kind == "person":
            fields["publicity"] = "private"  # until somebody says otherwise
        if offices := self.offices.get(folded_name(name)):
            fields["roles"] = [{"title": office[:200]} for office in offices]
        key = memory_key(self.remembered_as, kind, fields)
        party = Candidate(
            kind,
            fields,
            key,
            self.document.sha256,
            place=self.document.place,
            step=NAMED_STEP,
        )
        self.parties.setdefault(key, party)
        return str(uid_of(key))

    def _candidate(self, article: ArticleContext, finding: Finding) -> Candidate | None:
        place = self._place(finding)
        with contain(self.issues, place, NOT_SUGGESTED, finding.exact), savepoint():
            return self._from_finding(article, finding)
        return None

    def _from_finding(
        self, article: ArticleContext, finding: Finding
    ) -> Candidate | None:
        """The candidate of the first kind that takes something from the finding; None where none does."""
        for kind in registry.all_kinds():
            build = kind.suggestion_builders.get(finding.kind)
            fields = build(finding, article) if build else None
            if fields:
                key = memory_key(self.remembered_as, kind.name, fields)
                return Candidate(
                    kind.name,
                    fields,
                    key,
                    self.document.sha256,
                    finding,
                    self.document.place,
                    finding.step,
                )
        return None


def _offices(findings: Iterable[Finding]) -> dict[str, list[str]]:
    """By folded name, the offices of the parties that were found: those of the first mention."""
    offices: dict[str, list[str]] = {}
    for finding in findings:
        if finding.kind == "party":
            roles = cast(Iterable[str], finding.fields["roles"])
            offices.setdefault(folded_name(str(finding.fields["name"])), list(roles))
    return offices


def searched(text: str) -> str:
    """As much of a text as is searched: where it is too long, up to the end of a line if there is one."""
    if len(text) <= MOST_SEARCHED:
        return text
    end_of_line = text.rfind("\n", MOST_SEARCHED // 2, MOST_SEARCHED) + 1
    return text[: end_of_line or MOST_SEARCHED]
