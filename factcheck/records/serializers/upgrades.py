"""How payloads of an earlier form are read: one pure function a kind and form, from each form to the next.

A function stands here for ever: lines of its form stay in the ledger.
"""

from typing import Any

DESK = "desk"  # the role of somebody of whom a line names no role


def to_2(payload: dict[str, Any]) -> dict[str, Any]:
    """Form 1 to 2, of every kind: nothing was kept out of search engines; people stood there by name, not by role."""
    return {"noindex": False} | _by_role(payload)


def party_to_2(payload: dict[str, Any]) -> dict[str, Any]:
    """Form 1 to 2: every party was a public figure."""
    return {"publicity": "public", "shown_as": "", "show_full_name": False} | to_2(
        payload
    )


def _by_role(payload: dict[str, Any]) -> dict[str, Any]:
    """Without the names of the desk, and the salt beside them; a payload that has none was written with roles."""
    if "salt" not in payload:
        return payload
    approvers = [name for name in payload["approved_by"].split(", ") if name]
    upgraded = payload | {
        "edited_by": [DESK] * len(payload["edited_by"]),
        "approved_by": [DESK] * len(approvers),
    }
    del upgraded["salt"]
    return upgraded
