"""What the desk has already, looked up once a job: who is meant by a name, and what a suggestion repeats."""

from collections import ChainMap
from functools import cached_property

from factcheck.models import Party
from factcheck.text.extraction import KnownParty
from factcheck.text.matching import Matcher, folded_name

from .candidate import Candidate
from .comparables import MOST, comparable, distinct, rows


class RecordIndex:
    """One job's view of the records that are there."""

    def __init__(self) -> None:
        self.matchers: dict[str, Matcher] = {}

    @cached_property
    def parties(self) -> list[KnownParty]:
        """Names and aliases, for the extractor to recognise first."""
        return [KnownParty(name, tuple(aliases)) for _, name, aliases in self._parties]

    def party_uid(self, name: str) -> str:
        """The uid of the one party of this name or alias; empty when there is none, or several."""
        uids = self._names.get(folded_name(name), set())
        return next(iter(uids)) if len(uids) == 1 else ""

    def matched(
        self, candidate: Candidate, names: dict[str, str] | None = None
    ) -> Candidate:
        """The candidate with what it repeats, if anything; `names` are the parties suggested beside it, by uid."""
        form = comparable(candidate, ChainMap(names or {}, self._party_names))
        if form is None or candidate.match:
            return candidate
        if candidate.kind not in self.matchers:
            self.matchers[candidate.kind] = Matcher(
                rows(candidate.kind), distinct(candidate.kind)
            )
        return candidate.matched(self.matchers[candidate.kind].best(form))

    @cached_property
    def _parties(self) -> list[tuple[str, str, list[str]]]:
        newest = Party.objects.order_by("-changed_at")
        rows = newest.values_list("uid", "name", "aliases")[:MOST]
        return [(str(uid), name, aliases) for uid, name, aliases in rows]

    @cached_property
    def _party_names(self) -> dict[str, str]:
        return {uid: name for uid, name, _ in self._parties}

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        """The uids of the parties by each name and alias, folded."""
        uids: dict[str, set[str]] = {}
        for uid, name, aliases in self._parties:
            for written in (name, *aliases):
                uids.setdefault(folded_name(written), set()).add(uid)
        return uids
