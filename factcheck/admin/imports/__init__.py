"""Imports at the desk: started, watched, and what came of them."""
