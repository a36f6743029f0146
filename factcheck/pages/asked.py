"""What a page can be asked for: anything else is refused by name, since a filter left out unseen shows everything."""

import re
from collections.abc import Sequence

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

ALWAYS = ("as_of", "lang")
# What other sites hang on a link to ours: it changes nothing here, and the link should work.
FOREIGN = re.compile(r"utm_\w*|fbclid")
NO_TEXT = re.compile(r"[\x00-\x1f\x7f]")


class BadQuery(Exception):
    """A query that no page answers; the message is for readers, `known` what the page can be asked for."""

    def __init__(self, message: str, known: Sequence[str] = ()):
        super().__init__(message)
        self.known = tuple(known)


def check(asked: QueryDict, parameters: Sequence[str]) -> None:
    """Raise BadQuery when the address holds what is no text, or a name beside `parameters` and those of every page."""
    known = (*parameters, *ALWAYS)
    texts = (text for name, values in asked.lists() for text in (name, *(values if name != "q" else ())))
    if any(NO_TEXT.search(text) for text in texts):
        raise BadQuery(_("The address holds a control character, which stands in no text of the record."), known)
    for name in asked:
        if name not in known and not FOREIGN.fullmatch(name):
            raise BadQuery(_("This page has no parameter “%s”.") % name[:40], known)


def words_of(asked: QueryDict) -> str:
    """What is looked for, however it was typed or pasted: what is no text in it is a space."""
    return " ".join(NO_TEXT.sub(" ", asked.get("q", "")).split())


def language_of(asked: QueryDict) -> str:
    """The language of the page, by its code; raises BadQuery for one that the pages do not speak."""
    wanted = asked.get("lang", "").strip() or settings.LANGUAGE_CODE
    spoken = dict(settings.LANGUAGES)
    if wanted not in spoken:
        said = _("The pages do not speak “%(wanted)s”. Choose one of %(spoken)s.")
        raise BadQuery(said % {"wanted": wanted[:20], "spoken": ", ".join(spoken)})
    return wanted
