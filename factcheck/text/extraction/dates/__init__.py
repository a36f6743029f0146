"""Dates in English text, read by a grammar of their own.

`find` gives what an editor is shown, ranges in one piece; `predictions` gives every expression by itself, as
corpora mark them and scorers take them.
"""

from .finding import DateFinding
from .search import find, predictions

__all__ = ["DateFinding", "find", "predictions"]
