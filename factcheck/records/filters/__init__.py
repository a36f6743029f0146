"""What lists are filtered by: the declaration of each filter, and the one parser of their values."""
