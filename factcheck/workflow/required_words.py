"""What people write with an act: a reason, a notice, a comment."""

from factcheck.text import invisible

from .errors import WrongState


def require_words(text: str, missing: str) -> None:
    """Raise WrongState with `missing` where nothing of a text can be seen, and for characters that it must not hold."""
    if invisible.is_blank(text):
        raise WrongState(missing)
    if refusal := invisible.refusal(text):
        raise WrongState(refusal)
