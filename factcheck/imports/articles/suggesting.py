"""From a document to suggestions: its source first, then who speaks in it, then what was found, in reading order."""

from dataclasses import dataclass, field

from django.conf import settings

from factcheck import extraction, kinds
from factcheck.article import Article
from factcheck.extraction import Finding
from factcheck.matching import folded_name
from factcheck.reading import Read

from .document import Document
from .guesses import first_line, guessed_kind
from .known import Known
from .suggested import Suggested, memory_key, uid_of

MOST_SEARCHED = 300_000
"""Characters; what is found in more of them would fill a worker's memory."""
SOURCE_STEP, NAMED_STEP = "document", "named as speaker"


@dataclass
class Suggesting:
    """Makes the suggestions of one document. `known` is what the desk has; `dispute` the uid of the job's dispute."""

    document: Document
    read: Read
    sha256: str
    known: Known
    dispute: str = ""
    parties: dict[str, Suggested] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)
    offices: dict[str, list[str]] = field(default_factory=dict)

    def all(self) -> list[Suggested]:
        """Every suggestion of the document, each once, those that others refer to first."""
        source = self._source()
        source = self.known.matched(source, self._named())
        article = self._article(source)
        self.found = extraction.find(
            searched(self.read.text),
            published_on=article.day,
            parties=self.known.parties,
            extractors=settings.EXTRACTORS,
        )
        for finding in self.found:
            if finding.kind == "party":
                self.offices.setdefault(folded_name(finding.fields["name"]), list(finding.fields["roles"]))
        rest = [made for finding in self.found if (made := self._made(article, finding))]
        named = self._named()
        rest = [self.known.matched(made, named) for made in rest]
        parties = [self.known.matched(party) for party in self.parties.values()]
        once = {made.memory_key: made for made in reversed([source, *parties, *rest])}
        return list(reversed(once.values()))

    def _named(self) -> dict[str, str]:
        return {str(party.uid): party.fields["name"] for party in self.parties.values()}

    def _article(self, source: Suggested) -> Article:
        known = source.match if source.match and source.match.relation == "same" else None
        return Article(
            text=self.read.text,
            sha256=self.sha256,
            source=known.uid if known else str(source.uid),
            refer=self._refer,
            disputes=(self.dispute,) if self.dispute else (),
            published_on=source.fields["published_on"],
            language=source.fields["language"],
        )

    def _source(self) -> Suggested:
        given, read = self.document.given, self.read
        publisher = given.get("publisher") or read.publisher
        fields = {
            "title": (given.get("title") or read.title or first_line(read.text) or self.document.place)[:300],
            "source_kind": "article",
            "rank": "secondary",
            "url": self.document.url,
            "publisher": self._refer("party", publisher, "outlet") if publisher else None,
            "authors": given.get("authors") or list(read.authors),
            "published_on": given.get("published_on") or read.published_on,
            "language": given.get("language") or read.language or "en",
            "licence": "unknown",
        }
        key = memory_key(self.document.key, "source", {"title": self.document.key})
        return Suggested("source", fields, key, self.sha256, place=self.document.place, step=SOURCE_STEP)

    def _refer(self, kind: str, name: str, party_kind: str = "") -> str:
        """Who is meant by a name: a party that is known, else one that is suggested along with what names it."""
        if known := self.known.named(name):
            return known
        fields = {"name": name[:200], "party_kind": party_kind or guessed_kind(name)}
        if offices := self.offices.get(folded_name(name)):
            fields["roles"] = [{"title": office[:200]} for office in offices]
        key = memory_key(self.document.key, kind, fields)
        party = Suggested(kind, fields, key, self.sha256, place=self.document.place, step=NAMED_STEP)
        self.parties.setdefault(key, party)
        return str(uid_of(key))

    def _made(self, article: Article, finding: Finding) -> Suggested | None:
        for kind in kinds.all_kinds():
            make = kind.finds.get(finding.kind)
            if fields := make(finding, article) if make else None:
                key = memory_key(self.document.key, kind.name, fields)
                return Suggested(kind.name, fields, key, self.sha256, finding, self.document.place, finding.step)
        return None


def searched(text: str) -> str:
    """As much of a text as is searched: where it is too long, up to the end of a line if there is one."""
    if len(text) <= MOST_SEARCHED:
        return text
    return text[: text.rfind("\n", MOST_SEARCHED // 2, MOST_SEARCHED) + 1 or MOST_SEARCHED]
