"""Who approves: people of the desk, and guests by their links."""

from typing import TYPE_CHECKING

from factcheck.models import GuestLink, User

if TYPE_CHECKING:
    from typing_extensions import TypeIs

Approver = User | GuestLink


def is_guest(approver: Approver) -> "TypeIs[GuestLink]":
    """Whether it is somebody outside the desk, who has a link and no account."""
    return isinstance(approver, GuestLink)
