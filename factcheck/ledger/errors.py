class LedgerError(Exception):
    """An append that the ledger's rules refuse; nothing was written."""


class SlugTaken(LedgerError):
    """The slug was published for another record; an address is never given away."""


class MomentRefused(LedgerError):
    """A moment that would go backwards, lies ahead, or simulates a past after real lines."""
