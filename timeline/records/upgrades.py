"""How payloads of an earlier form are read; see factcheck.records.serializers.upgrades."""

from factcheck.records.serializers.upgrades import to_2


def entry_to_2(payload: dict) -> dict:
    """Form 1 to 2: pictures showed nobody, or public figures."""
    pictures = [{"shows": "public"} | picture for picture in payload["pictures"]]
    return to_2(payload) | {"pictures": pictures}
