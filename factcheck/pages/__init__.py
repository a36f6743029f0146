"""What public pages are made of: one View of the ledger a request, records linked to what they refer to, no cookies."""
