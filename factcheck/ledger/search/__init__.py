"""Searching the ledger: what a reader typed, the SQL of it, how well a text answers, and what is found."""
