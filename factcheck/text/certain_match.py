"""A match of a pattern that the text is known to fit, as where another pattern has found it before."""

import re


def certain(match: re.Match[str] | None) -> re.Match[str]:
    """The same match. Raises ValueError where there is none after all."""
    if match is None:
        raise ValueError("a pattern does not fit the text that was found for it")
    return match
