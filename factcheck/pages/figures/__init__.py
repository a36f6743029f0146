"""Numbers and lists that pages derive from the ledger: verdicts, balance, backlinks, cited passages."""
