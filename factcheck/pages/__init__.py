"""Public pages: views, query parameters, caching, figures, differences and labels; one View of the ledger a request."""
