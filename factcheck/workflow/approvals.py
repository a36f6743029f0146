"""Who approves: people of the desk, and guests by their links."""

from factcheck.models import GuestLink, User

Approver = User | GuestLink


def is_guest(approver: Approver) -> bool:
    """Whether it is somebody outside the desk, who has a link and no account."""
    return isinstance(approver, GuestLink)
