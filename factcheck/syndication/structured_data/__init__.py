"""The record as linked data (JSON-LD, schema.org): what machines read of a page beside its text.

It says what the page says in the same words, of the present alone: a page of the past has none.
"""
