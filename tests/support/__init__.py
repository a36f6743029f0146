"""What tests share: people, builders of records, programs, browsers; one module a thing."""
