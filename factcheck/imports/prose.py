"""What is read as an article is prose; data of whatever format is refused by its name."""

from factcheck.text import reading

from .errors import ImportProblem


def require_prose(data: bytes, place: str = "") -> None:
    """Raise ImportProblem for data that would pass for prose: JSON, tables, subtitles, mail and the like."""
    format_ = reading.format_of(data)
    if format_ and format_.is_text:
        refusal = format_.refusal
        raise ImportProblem(f"{place}: {refusal}" if place else refusal)
