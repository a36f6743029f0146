"""What waits for a person: the desk's first page, re-checks and readers' reports."""
