"""The tone of a rating, as the style sheet of figures calls it, and its shape."""

from factcheck.pages.published_records import GoneRecord, PublishedRecord

TONES = {"positive": "pos", "mixed": "mix", "negative": "neg", "none": "non"}
WITHOUT = ("mark-none", "non")


def shape_and_tone(rating: PublishedRecord | GoneRecord | None) -> tuple[str, str]:
    """The shape and the tone of a rating; a dashed ring where there is none, or it was taken down."""
    if not isinstance(rating, PublishedRecord):
        return WITHOUT
    return rating.payload["shape"], TONES.get(rating.payload["polarity"], "non")
