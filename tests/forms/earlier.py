"""Claims and entries as an earlier release would have written them: four things of their form were different.

A test goes through two times. First lines are appended in the earlier form, by the workflow as ever; then
`change_forms` stands for the release that knows the new one. Against the earlier form, the new one has a field more
(`context`), one less (`mood`), one under another name (`sentence` became `text`, of a part `remark` became `note`), and
two fields made of one (`dated` became `claimed_on` and `claim_kind`).
"""

from dataclasses import replace

from django.urls import get_resolver
from support.people import World, published, uid

from factcheck import ledger
from factcheck.ledger import derive, upgrades
from factcheck.records import registry
from factcheck.records.serializers import ClaimSerializer
from timeline.records.serializers import EntrySerializer

BEFORE = {"claim": ClaimSerializer.SCHEMA, "entry": EntrySerializer.SCHEMA}


def claim_before(payload: dict) -> dict:
    """A claim in the earlier form."""
    kept = {
        name: v
        for name, v in payload.items()
        if name not in ("context", "text", "claimed_on", "claim_kind")
    }
    evidence = [_renamed(row, "note", "remark") for row in payload["evidence"]]
    dated = f"{payload['claim_kind']} of {payload['claimed_on']}"
    return kept | {
        "mood": "calm",
        "sentence": payload["text"],
        "dated": dated,
        "evidence": evidence,
    }


def claim_after(payload: dict) -> dict:
    """The upgrade of a claim."""
    kept = {
        name: value
        for name, value in payload.items()
        if name not in ("mood", "sentence", "dated")
    }
    kind, _, day = payload["dated"].partition(" of ")
    evidence = [_renamed(row, "remark", "note") for row in payload["evidence"]]
    new = {
        "context": "",
        "text": payload["sentence"],
        "claim_kind": kind,
        "claimed_on": day,
        "evidence": evidence,
    }
    return kept | new


def entry_before(payload: dict) -> dict:
    """An entry in the earlier form."""
    return _renamed(payload, "headline", "heading")


def entry_after(payload: dict) -> dict:
    """The upgrade of an entry."""
    return _renamed(payload, "heading", "headline")


def _renamed(row: dict, old: str, new: str) -> dict:
    return {new if name == old else name: value for name, value in row.items()}


DOWN = {"claim": claim_before, "entry": entry_before}
UP = {"claim": claim_after, "entry": entry_after}


class Earlier(World):
    """The small dispute as the earlier release published it, with a forecast beside the claim."""

    def build(self) -> None:
        super().build()
        dated = {
            "claim_kind": "forecast",
            "claimed_on": "2026-01-20",
            "text": "The bridge will be sold.",
        }
        self.forecast = published("claim", slug="sold", **self.claim_content(**dated))


def use_earlier_forms(monkeypatch) -> None:
    """Append as the earlier release did: its payloads, and its derived rows."""
    append = ledger.append
    monkeypatch.setattr(derive._rules, "by_kind", dict(derive._rules.by_kind))
    for name, up in UP.items():
        kind = registry.get(name)
        ledger.register(
            name,
            kind.derive,
            lambda payload, kind=kind, up=up: kind.derived(up(payload)),
        )
    monkeypatch.setattr(
        ledger,
        "append",
        lambda lines, at=None: append([_before(line) for line in lines], at=at),
    )


def _before(line: ledger.PendingLine) -> ledger.PendingLine:
    is_full = line.kind in DOWN and "schema" in line.body
    return replace(line, body=DOWN[line.kind](line.body)) if is_full else line


def change_forms(monkeypatch) -> None:
    """Claims and entries have their next form from now on, and every line that is appended is of it."""
    get_resolver().url_patterns  # addresses are read once a process, and must not be those of these kinds  # noqa: B018
    monkeypatch.undo()
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    monkeypatch.setattr(derive._rules, "by_kind", dict(derive._rules.by_kind))
    monkeypatch.setattr(upgrades._forms, "today", dict(upgrades._forms.today))
    monkeypatch.setattr(
        upgrades._forms,
        "upgrades",
        {kind: dict(known) for kind, known in known_upgrades()},
    )
    for name, form in (("claim", ClaimSerializer), ("entry", EntrySerializer)):
        later = type(form.__name__, (form,), {"SCHEMA": form.SCHEMA + 1})
        registry.register(replace(registry.get(name), serializer_class=later))
        ledger.register_upgrade(name, form.SCHEMA, UP[name])


def known_upgrades():
    return upgrades._forms.upgrades.items()


def of(world: World) -> list[str]:
    """The uids of what was appended in an earlier form."""
    return [uid(record) for record in (world.claim, world.forecast, world.entry)]
