"""The house itself, measured from its files: rooms, density, names. Nothing of the product imports this."""
