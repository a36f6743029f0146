"""Foreign text made safe to read: characters that change the direction of others are spelled out."""

import re

OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """The text with its direction overrides and isolates spelled out, so that nothing reads as it does not stand."""
    return OVERRIDES.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)
