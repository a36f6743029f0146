"""What the pages of a dispute are made of."""
