"""What is said of a file that nothing is read from."""

from dataclasses import dataclass

AS_COPY = "With the format “Document” it is kept as a copy."


@dataclass(frozen=True)
class Format:
    """A format that is no prose. `is_text` says that it would pass for prose if nobody looked.

    `what` has its article, as in “a calendar (ICS)”; `instead` is a sentence that says what to do.
    """

    media_type: str
    what: str
    instead: str
    is_text: bool = True

    @property
    def refusal(self) -> str:
        """Why it is not imported."""
        return f"This is {self.what}, not an article; it cannot be imported yet. {self.instead} {AS_COPY}"

    @property
    def copy_note(self) -> str:
        """What is said of a copy of it."""
        return f"Kept, not read: this is {self.what}. {self.instead}"
