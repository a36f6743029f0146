"""How long tests that draw at random go on: a short round among the slow ones, a long one by `make test-nightly`."""

import os


def rounds(short: int, long: int) -> int:
    """How many examples, walks or repetitions this run makes."""
    return long if os.environ.get("NIGHTLY") == "1" else short
