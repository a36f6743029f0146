"""What the ledger refuses, and what its verification finds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LedgerFault:
    """The first thing found wrong with a line."""

    seq: int
    message: str

    def __str__(self) -> str:
        return f"line {self.seq}: {self.message}"


class LedgerError(Exception):
    """An append that the ledger's rules refuse; nothing was written."""


class SlugTaken(LedgerError):
    """The slug was published for another record; an address is never given away."""


class MomentRefused(LedgerError):
    """A moment that would go backwards, lies ahead, or simulates a past after real lines."""


class ClockRefused(MomentRefused):
    """The clock stands where no line may be stamped by it; the message says what to do."""


class KeyRefused(LedgerError):
    """The key at hand is not the one that this ledger is signed with, or its last line's signature is not good."""
