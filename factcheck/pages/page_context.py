"""What every template of a public page knows of the page: its address, moment, language and states."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import cast
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import get_language_info

from factcheck.ledger import Content, View, moment_address

from .cache.page_states import PageState, last_line
from .published_site import PublishedSite, site_at, site_now, uids
from .query.addresses import address_query

PLACES = ("after", "before")
"""Parameters that name a place in a list, which another moment may not have."""


@dataclass(frozen=True)
class Frame:
    """What every template knows of the page it stands in; `view` is None where no ledger could be read.

    `previewed` names what is shown as if it were published, in the desk's preview. `content_of` says what the page is
    of as of a view, None where it cannot be asked. `first` is when the page was there first, where it is not now.
    """

    path: str
    as_of_param: str = ""
    view: View | None = None
    language: str = settings.LANGUAGE_CODE
    query: tuple[tuple[str, str], ...] = ()
    previewed: tuple[str, ...] = ()
    content_of: Callable[[View], Content | None] | None = field(
        default=None, compare=False, repr=False
    )
    first: datetime | None = None

    @cached_property
    def site(self) -> PublishedSite:
        """Who signs the page: the site as of its moment; as it is now where the page has none."""
        return site_at(self.view) if self.view else site_now()

    @property
    def moment(self) -> datetime | None:
        return self.view.moment if self.view else None

    @property
    def canonical(self) -> str:
        """The address of the page as it stands now, in its language."""
        return self._now_in(self.language)

    def alternates(self, language: str = "") -> dict[str, str]:
        """The same page as it stands now by the code of each language that it can be read in, and for all others.

        `language` is that of the texts that the page consists of; empty for our own words, which are in every language.
        """
        own = language.partition("-")[0].lower()
        found = {}
        for code, _ in settings.LANGUAGES:
            if not language or code == own:
                found[code] = self._now_in(code)
        return found | {"x-default": self._now_in(settings.LANGUAGE_CODE)}

    def _now_in(self, language: str) -> str:
        query = "" if language == settings.LANGUAGE_CODE else f"?lang={language}"
        return settings.SITE_URL + quote(self.path) + query

    @property
    def language_links(self) -> list[tuple[str, str, str]]:
        """(code, own name, address from here) of every language, with what else this page is asked for."""
        others = [pair for pair in self.query if pair[0] != "lang"]
        links = []
        for code, name in settings.LANGUAGES:
            is_default = code == settings.LANGUAGE_CODE
            query = others if is_default else [*others, ("lang", code)]
            links.append((code, name, "?" + address_query(query)))
        return links

    @property
    def as_of(self) -> str:
        """What every link of a page of the past carries on; empty for the present."""
        return self.as_of_param if self.moment else ""

    @cached_property
    def carried_query(self) -> dict[str, str]:
        """What every link of the page carries on: its moment, and its language where that is not the usual one."""
        carried = {
            "as_of": self.as_of,
            "lang": "" if self.language == settings.LANGUAGE_CODE else self.language,
        }
        return {name: value for name, value in carried.items() if value}

    @property
    def direction(self) -> str:
        """`rtl` for a language of the interface that is written from the right."""
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"

    @property
    def is_simulated(self) -> bool:
        """Whether the record's moments were set by hand, as the demonstration's are."""
        return bool(self.view and last_line(self.view.hash, self.view.seq).is_simulated)

    @property
    def last_at(self) -> datetime | None:
        """When the last line was published that this page knows; None where nothing was."""
        return last_line(self.view.hash, self.view.seq).at if self.view else None

    @cached_property
    def state(self) -> PageState | None:
        """From when until when the page reads as it does; None where nobody can say."""
        if not self.view or not self.content_of:
            return None
        content = self.content_of(self.view)
        state = PageState(self.view, content, self.content_of) if content else None
        return state if state and state.since else None

    @property
    def since(self) -> datetime | None:
        """From when the page reads as it does; None where nobody can say."""
        return self.state.since if self.state else None

    @cached_property
    def modified(self) -> datetime | None:
        """When what the page is of last changed, the site's name around it aside; None where nobody can say."""
        state, site_uids = self.state, uids(self.ledger_view)
        if state is None or state.since != self.site.published_at:
            return self.since
        own = tuple(uid for uid in state.content.uids if uid not in site_uids)
        if not own:
            return state.since
        content = replace(state.content, uids=own)
        return PageState(state.view, content, state.content_of).since

    @property
    def ledger_view(self) -> View:
        """The view of a page that is read from the ledger, which is every one but those that say what went wrong."""
        return cast(View, self.view)

    @property
    def permanent(self) -> str:
        """The address under which this page reads for ever as it does now; empty where nothing was published."""
        return self.memento(self.since) if self.since else ""

    def memento(self, at: datetime) -> str:
        """The address of this page as of a moment, in its language."""
        separator = "&" if "?" in self.canonical else "?"
        return (
            f"{self.canonical}{separator}{address_query({'as_of': moment_address(at)})}"
        )

    @property
    def before(self) -> str:
        """The address of the state before this one, asked for the same; empty without one."""
        return self._here(self.state.previous if self.state else None)

    @property
    def after(self) -> str:
        """The address of the state after this one, asked for the same; empty without one."""
        return self._here(self.state.until if self.state else None)

    @property
    def present(self) -> str:
        """The address of this page as it stands now, asked for the same."""
        return f"{self.path}?{address_query(self._timeless_query)}".rstrip("?")

    def _here(self, at: datetime | None) -> str:
        if at is None:
            return ""
        query = [*self._timeless_query, ("as_of", moment_address(at))]
        return "?" + address_query(query)

    @property
    def form_query(self) -> list[tuple[str, str]]:
        """What a form that chooses another moment of this page carries on: its language and filters, not its place."""
        return [pair for pair in self._timeless_query if pair[0] not in PLACES]

    @property
    def _timeless_query(self) -> list[tuple[str, str]]:
        return [pair for pair in self.query if pair[0] != "as_of"]

    def link(self, path: str, **query: str) -> str:
        """`path` with a query, at the moment and in the language of this page; a fragment stays at the end.

        What the query says itself is not carried on: an empty `as_of` leads to the present.
        """
        if not (query or self.carried_query):
            return path
        path, _, fragment = path.partition("#")
        # The query comes first, and its values win over those that are carried on.
        params = {**query, **self.carried_query, **query}
        params = {name: value for name, value in params.items() if value}
        if params:
            separator = "&" if "?" in path else "?"
            path = f"{path}{separator}{address_query(params)}"
        return f"{path}#{fragment}" if fragment else path
