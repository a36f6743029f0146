"""Extractors that a desk may have configured, to its harm: named in EXTRACTORS by the tests' installations."""

import os
import signal
import time
from collections.abc import Iterator

POISON = "This sentence kills whoever reads it."
SLOW_SECONDS = 16


def deadly(text: str, **more: object) -> Iterator:
    """Ends the process that reads the sentence, as running out of memory would."""
    if POISON in text:
        os.kill(os.getpid(), signal.SIGKILL)
    yield from ()


def slow(text: str, **more: object) -> Iterator:
    time.sleep(SLOW_SECONDS)
    yield from ()
