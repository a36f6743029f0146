"""A dispute of 100 entries, written as fast as the database takes it."""

from bench.content import Chronicler, Courses, uid_of
from bench.rows import Chain, batches
from bench.writing import close, write
from factcheck import ledger

ENTRIES = 100
PATH = "/disputes/dispute-0/"


SOURCES = 25
DENSE = 75  # the seed dossier's share of entries with a claim


class Desk(Chronicler):
    """So many of the entries tell of a claim of their own, a third as many hold a quote; few sources bear them all."""

    def __init__(self, claims: int) -> None:
        super().__init__(Courses([ENTRIES]))
        self.claims = claims
        self.counts |= {"source": SOURCES, "claim": ENTRIES, "quote": ENTRIES}

    def entry(self, number: int) -> dict:
        claims = [uid_of("claim", number)] if number < self.claims else []
        quotes = [uid_of("quote", number)] if number < self.claims // 3 else []
        place = {"headline": self.headline(number), "claims": claims, "quotes": quotes}
        return super().entry(number) | place

    def source(self, number: int) -> dict:
        return super().source(number) | {"url": self.address(number)}

    @staticmethod
    def headline(number: int) -> str:
        return f"Headline number {number} of the dispute"

    @staticmethod
    def address(number: int) -> str:
        return f"https://news.example/2026/01/15/what-was-said-on-day-{number}"


def publish_dispute(claims: int = DENSE) -> list[str]:
    """Its headlines, in the order of their numbers."""
    desk, chain = Desk(claims), Chain(ledger.signer())
    for batch in batches(chain, desk.lines()):
        write(batch)
    close(chain)
    return [desk.headline(number) for number in range(ENTRIES)]
