"""Differences between versions and between moments, as readers see them."""
