"""A guest who was asked, and the link that they were sent."""

from factcheck import workflow
from factcheck.models import GuestLink, Record
from factcheck.workflow import guests
from support.people import make, person

BERG = {"name": "Ada Berg", "role": "lawyer, Berg & Co", "days": 3}


def in_review(kind: str = "party", **content) -> Record:
    """A draft that the reporter submitted."""
    named = {"slug": "lower-town", "name": "Lower Town"} if kind == "party" else {}
    record = make(kind, **named | content)
    workflow.submit(record, person("reporter"))
    return record


def invite(about, by: str = "editor", **changes) -> tuple[GuestLink, str]:
    """The link and its token."""
    return guests.invite(about, person(by), **BERG | changes)


def address(about, by: str = "editor", **changes) -> str:
    """The path of a new link."""
    return f"/guest/{invite(about, by, **changes)[1]}/"
