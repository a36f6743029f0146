"""A dispute of 50 entries, one page of them, written as fast as the database takes it."""

from bench.content import Chronicler, Courses, marker, uid_of
from bench.rows import Chain, batches
from bench.writing import close, write
from factcheck import ledger

ENTRIES = 50
PATH = "/disputes/dispute-0/"


SOURCES = 25
DENSE = 50  # every entry has a claim, every second one two


class Desk(Chronicler):
    """So many of the entries tell of claims of their own: one, and every second of two; a third as many hold a quote.

    Few sources bear them all.
    """

    def __init__(self, claims: int, entries: int = ENTRIES) -> None:
        super().__init__(Courses([entries]))
        self.claims, self.entries = claims, entries
        self.counts |= {"source": SOURCES, "claim": 2 * entries, "quote": entries}

    def entry(self, number: int) -> dict:
        claims = []
        if number < self.claims:
            numbers = [number, self.entries + number][: 1 + number % 2]
            claims = [uid_of("claim", each) for each in numbers]
        quotes = [uid_of("quote", number)] if number < self.claims // 3 else []
        sentences = [self.words(12) for _ in range(5)]
        body = " ".join([*sentences, marker(number)]).strip()
        place = {"headline": self.headline(number), "claims": claims, "quotes": quotes}
        return super().entry(number) | place | {"body": body}

    def source(self, number: int) -> dict:
        return super().source(number) | {"url": self.address(number)}

    @staticmethod
    def headline(number: int) -> str:
        return f"Headline number {number} of the dispute"

    @staticmethod
    def address(number: int) -> str:
        return f"https://news.example/2026/01/15/what-was-said-on-day-{number}"


def publish_dispute(claims: int = DENSE, entries: int = ENTRIES) -> list[str]:
    """Its headlines, in the order of their numbers."""
    desk, chain = Desk(claims, entries), Chain(ledger.signer())
    for batch in batches(chain, desk.lines()):
        write(batch)
    close(chain)
    return [desk.headline(number) for number in range(entries)]
