"""What tests of the formats that go out have in common: texts that break weak writers, and the formats' own rules."""

HOSTILE = "]]> <script>alert(1)</script> & \x0b\x08\x1f الجسر \N{BRIDGE AT NIGHT}\u200f"
SAYABLE = "]]> <script>alert(1)</script> &  الجسر \N{BRIDGE AT NIGHT}\u200f"  # as XML and iCalendar can say it
ODD_DATES = (
    *(
        "",
        "1951",
        "2026-01~",
        "[..2026-01-12]",
        "2026-01-12/..",
        "2026-01-12/2026-01-14~",
        "2026-21",
        "195X",
    ),
    *("-0044", "-0044-03-15", "Y17000", "Y-400000", "0000"),
)

TEXT = {"type": "string", "minLength": 1}
MOMENT = {"type": "string", "format": "date-time"}
ADDRESS = {"type": "string", "pattern": "^https?://"}
AUTHORS = {
    "type": "array",
    "minItems": 1,
    "items": {"type": "object", "properties": {"name": TEXT}, "minProperties": 1},
}
ITEM = {
    "type": "object",
    "required": ["id", "content_html"],  # or content_text
    "additionalProperties": False,
    "properties": {
        "id": TEXT,
        "url": ADDRESS,
        "title": TEXT,
        "content_html": {"type": "string"},
        "date_published": MOMENT,
        "date_modified": MOMENT,
        "authors": AUTHORS,
        "tags": {"type": "array", "items": TEXT},
        "language": TEXT,
    },
}
# JSON Feed 1.1, "Top-level" and "Items": what must be there, and nothing that it does not know but extensions.
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "patternProperties": {"^_[a-z]": {"type": "object"}},
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "description": TEXT,
        "next_url": ADDRESS,
        "icon": ADDRESS,
        "authors": AUTHORS,
        "language": TEXT,
        "items": {"type": "array", "items": ITEM},
    },
}
