"""Pages and list actions for what is done to records: publish, merge, redact, schedule, propose, ask a guest."""
