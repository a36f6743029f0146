"""Which pictures may be shown: those that an entry names which stands."""

import re

from factcheck.ledger import View, payload_of

SHA256 = re.compile(r"[0-9a-f]{64}")


def names_picture(view: View, sha256: str) -> str | None:
    """The media type that a live entry gives for the picture; None when none names it."""
    if not SHA256.fullmatch(sha256):
        return None
    line = view.lines("entry").filter(payload__contains=f'"sha256":"{sha256}"').first()
    if line is None:
        return None
    for picture in payload_of(line)["pictures"]:
        if picture["sha256"] == sha256:
            return picture["media_type"]
    return None
