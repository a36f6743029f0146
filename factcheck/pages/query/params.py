"""What a page can be asked for: anything else is refused by name, since a filter left out unseen shows everything."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from factcheck.records.filters.parsing import unknown_parameter
from factcheck.records.filters.search_words import control_characters
from factcheck.records.filters.values import CONTROL

ALWAYS = ("as_of", "lang")
# What other sites hang on a link to ours: it changes nothing here, and the link should work.
FOREIGN = re.compile(r"utm_\w*|fbclid")


class KnownParameters(NamedTuple):
    """What an address may ask for by name, and which of that takes several values."""

    names: tuple[str, ...]
    several: tuple[str, ...] = ()


class BadQuery(Exception):
    """A query that no page answers; the message is for readers, `known` what the page can be asked for."""

    def __init__(self, message: str, known: Sequence[str] = ()):
        super().__init__(message)
        self.known = tuple(known)


class BadMomentField(BadQuery):
    """A field of the address that names no moment; `label` is the field's name to readers."""

    def __init__(self, message: str, field: str, label: str, written: str):
        super().__init__(message)
        self.field, self.label, self.written = field, label, written


def check(
    asked: QueryDict, parameters: Sequence[str], several: Sequence[str] = ()
) -> None:
    """Raise BadQuery when the address holds what is no text, or a name beside `parameters` and those of every page.

    So it does when a parameter is given twice that is not among `several`, which take any number of values.
    """
    known = (*parameters, *ALWAYS)
    texts = (
        text
        for name, values in asked.lists()
        for text in (name, *(values if name != "q" else ()))
    )
    if any(CONTROL.search(text) for text in texts):
        raise BadQuery(
            _(
                "The address holds a control character, which stands in no text of the record."
            ),
            known,
        )
    for name in asked:
        if name not in known and not FOREIGN.fullmatch(name):
            raise BadQuery(unknown_parameter(name), known)
    refuse_repeated(asked, [name for name in known if name not in several])
    if problem := control_characters(asked.get("q", "")):
        raise BadQuery(problem)


def refuse_repeated(asked: QueryDict, names: Iterable[str]) -> None:
    """Raise BadQuery when one of these parameters is given more than once: nobody knows which was meant."""
    for name in names:
        if len(asked.getlist(name)) > 1:
            raise BadQuery(
                _("The address gives “%s” more than once. Give it once.") % name
            )


def pairs_of(asked: QueryDict) -> tuple[tuple[str, str], ...]:
    """What an address asks for, by name, whatever else hangs on it: two addresses that mean the same give the same."""
    found = [
        (name, value) for name, values in asked.lists() for value in values if value
    ]
    return tuple(
        sorted(
            (pair for pair in found if not FOREIGN.fullmatch(pair[0])),
            key=lambda pair: pair[0],
        )
    )


def language_of(asked: QueryDict) -> str:
    """The language of the page, by its code; raises BadQuery for one that the pages do not speak."""
    wanted = asked.get("lang", "").strip().lower() or settings.LANGUAGE_CODE
    spoken = dict(settings.LANGUAGES)
    if wanted not in spoken:
        said = _("The pages do not speak “%(wanted)s”. Choose one of %(spoken)s.")
        raise BadQuery(said % {"wanted": wanted[:20], "spoken": ", ".join(spoken)})
    return wanted
