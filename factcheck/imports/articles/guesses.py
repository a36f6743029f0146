"""What is guessed where a document does not say; an editor sees it before anything is made of it."""

GOVERNING = ("ministry", "government", "office", "department", "house", "council", "parliament", "commission", "court")
UNNAMED = ("a ", "the ", "some ", "one ", "several ", "many ")


def guessed_kind(name: str) -> str:
    """What kind of party a name most likely is."""
    words = name.split()
    if name.casefold().startswith(UNNAMED) or not name[:1].isupper():
        return "group"
    if any(word.casefold() in GOVERNING for word in words):
        return "government"
    is_initials = len(words) == 1 and name.isupper()
    return "organization" if is_initials or "of" in words else "person"


def first_line(text: str) -> str:
    """What a text without a title is called by."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
