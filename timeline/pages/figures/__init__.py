"""The figures of a dispute's page, read from the ledger as of the page's moment."""
