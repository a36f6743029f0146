"""API v1, read side: the ledger's own texts, for every registered kind."""
