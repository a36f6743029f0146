"""What the desk has already, looked up once a job: who is meant by a name, and what a suggestion repeats."""

from collections import ChainMap
from functools import cached_property

from factcheck.models import Party
from factcheck.text.extraction import KnownParty
from factcheck.text.matching import Matcher, folded_name

from .candidate import Suggested
from .comparables import MOST, candidate, distinct, rows


class Known:
    """One job's view of the records that are there."""

    def __init__(self):
        self.matchers: dict[str, Matcher] = {}

    @cached_property
    def parties(self) -> list[KnownParty]:
        """Names and aliases, for the extractor to recognise first."""
        return [KnownParty(name, tuple(aliases)) for _, name, aliases in self._parties]

    def named(self, name: str) -> str:
        """The uid of the one party of this name or alias; empty when there is none, or several."""
        uids = self._names.get(folded_name(name), set())
        return next(iter(uids)) if len(uids) == 1 else ""

    def matched(
        self, suggested: Suggested, named: dict[str, str] | None = None
    ) -> Suggested:
        """The suggestion with what it repeats, if anything; `named` are the parties suggested beside it, by uid."""
        asked = candidate(suggested, ChainMap(named or {}, self._called))
        if asked is None or suggested.match:
            return suggested
        if suggested.kind not in self.matchers:
            self.matchers[suggested.kind] = Matcher(
                rows(suggested.kind), distinct(suggested.kind)
            )
        return suggested.matched(self.matchers[suggested.kind].best(asked))

    @cached_property
    def _parties(self) -> list[tuple[str, str, list[str]]]:
        found = Party.objects.order_by("-changed_at").values_list(
            "uid", "name", "aliases"
        )[:MOST]
        return [(str(uid), name, aliases) for uid, name, aliases in found]

    @cached_property
    def _called(self) -> dict[str, str]:
        return {uid: name for uid, name, _ in self._parties}

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for uid, name, aliases in self._parties:
            for written in (name, *aliases):
                found.setdefault(folded_name(written), set()).add(uid)
        return found
