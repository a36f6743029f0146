"""Characters that nobody sees, or that turn the direction of what follows: what a text may hold of them.

Texts of our own keep what some script or emoji needs (joiners, marks of direction) and lose what does nothing in them
(a soft hyphen); exact words from elsewhere keep all that their source holds, but for what would show them reversed
or hide a text in them.
"""

import re
import unicodedata

OVERRIDES = "\u202d\u202e"
EMBEDDINGS = "\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
JOINERS = "\u200c\u200d"
IDLE = "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, byte order mark
CONTROLS = "".join(
    map(chr, [*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)])
)
FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180e\u2028\u2029\u2061-\u2065\u206a-\u206f\u3164\uffa0\ufff9-\ufffb"
TAGS = "\U000e0000-\U000e007f"
EMOJI_FLAG = re.compile(
    f"\U0001f3f4[{TAGS}]+\U000e007f"
)  # the flags of England, Scotland, Wales and the like

NOT_OURS = re.compile(f"[{OVERRIDES}{EMBEDDINGS}{CONTROLS}{FILLERS}{TAGS}]")
NOT_QUOTED = re.compile(f"[{OVERRIDES}\x00{TAGS}]")
UNSEEN = re.compile(
    f"[{OVERRIDES}{EMBEDDINGS}{CONTROLS}{FILLERS}{TAGS}{IDLE}\u00a0\u202f]"
)
BLANKS = f"{JOINERS}\u200e\u200f\u061c\u2800\ufe00-\ufe0f\\s"
IGNORED = re.compile(
    f"[{OVERRIDES}{EMBEDDINGS}{CONTROLS}{FILLERS}{TAGS}{IDLE}{BLANKS}]"
)
# Between letters of these scripts a space of no width says where a line may break.
BREAKS_BY_IT = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")

TURNING, HIDDEN = "turns the direction of what follows", "nobody sees it"
WITHOUT_NAME = {"\x00": "NULL"}
MOST_SHOWN = 5


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen."""
    return not IGNORED.sub("", text)


def tidied(text: str) -> str:
    """A text of our own without what does nothing in it: soft hyphens, and joiners between Latin letters."""
    if text.isascii():
        return text
    return "".join(letter for at, letter in enumerate(text) if not _is_idle(text, at))


def _is_idle(text: str, at: int) -> bool:
    """Whether the character at a place does nothing there."""
    letter = text[at]
    if letter not in IDLE and letter not in JOINERS:
        return False
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    if letter == "\u200b":
        return not BREAKS_BY_IT.search(beside)
    if letter in IDLE:
        return True
    return len(beside) == 2 and all(map(_is_latin, beside))


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")


def refusal(text: str, *, quoted: bool = False) -> str:
    """Why a text is not taken, with the character and its place; empty when it is. `quoted` are exact words."""
    found = (NOT_QUOTED if quoted else NOT_OURS).search(EMOJI_FLAG.sub(_blanked, text))
    if not found:
        return ""
    letter = found.group()
    why = TURNING if letter in OVERRIDES + EMBEDDINGS else HIDDEN
    return f"This holds {called(letter)}{_place(text, found.start())}: {why}. Delete it, or type the words anew."


def _blanked(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _place(text: str, at: int) -> str:
    """Behind which words a character stands, for a message."""
    before = UNSEEN.sub("", text[max(0, at - 16) : at]).strip()
    return f" after “{before}”" if before else " at its beginning"


def called(letter: str) -> str:
    """A character by number and name: “U+00AD SOFT HYPHEN”."""
    name = unicodedata.name(letter, WITHOUT_NAME.get(letter, "CONTROL CHARACTER"))
    return f"U+{ord(letter):04X} {name}"


def shown(text: str) -> list[str]:
    """The characters of exact words that are kept and not seen, each said with its place; the first few."""
    descriptions = []
    for match in UNSEEN.finditer(EMOJI_FLAG.sub(_blanked, text)):
        descriptions.append(f"{called(match.group())}{_place(text, match.start())}")
    rest = len(descriptions) - MOST_SHOWN
    if rest > 0:
        return [*descriptions[:MOST_SHOWN], f"and {rest} more"]
    return descriptions
