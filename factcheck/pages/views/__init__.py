"""The public pages of factcheck's kinds, and the two answers that machines ask for."""
