"""What reading the record costs, held against a constant answer, the raw stored text and stock DRF in one run."""
