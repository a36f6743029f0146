"""What is read as an article is prose; data of whatever format is refused by its name."""

from factcheck.text import reading

from .errors import ImportProblem


def require_prose(data: bytes, place: str = "") -> None:
    """Raise ImportProblem for data that would pass for prose: JSON, tables, subtitles, mail and the like."""
    found = reading.format_of(data)
    if found and found.is_text:
        raise ImportProblem(f"{place}: {found.refusal}" if place else found.refusal)
