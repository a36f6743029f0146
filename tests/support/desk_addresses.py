"""The addresses of the desk and of the API: as Django knows them, and as the table of who may do what has them."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLResolver, get_resolver

from support.roles import ROLES, Office

TABLE = Path(__file__).parents[1] / "desk" / "who_may_do_what.txt"
TRIED = ("admin/", "accounts/", "api/", "guest/")
COLUMNS = {
    "GET": 0,
    "HEAD": 0,
    "POST": 1,
    "PUT": 2,
    "PATCH": 3,
    "DELETE": 3,
    "OPTIONS": 4,
}
ACT = re.compile(r"<slug:(verb|act)>")

# One row for several that are alike.
GROUPS = {
    "<record>": (
        "factcheck/claim",
        "factcheck/dispute",
        "factcheck/party",
        "factcheck/quote",
        "factcheck/rating",
        "factcheck/source",
        "timeline/entry",
        "timeline/point",
    ),
    "<kept>": (
        "guestlink",
        "proposal",
        "publication",
        "recheck",
        "report",
        "revision",
        "schedule",
    ),
    "<imported>": ("importissue", "importjob", "look", "suggestion"),
    "<plural>": (
        "claims",
        "disputes",
        "entries",
        "parties",
        "points",
        "quotes",
        "ratings",
        "sites",
        "sources",
    ),
}
SLUGS = {
    "claims": "belongs",
    "disputes": "bridge",
    "entries": "closing",
    "parties": "upper-town",
    "points": "whose",
    "quotes": "our-bridge",
    "ratings": "unproven",
    "sites": "papers",
    "sources": "report",
}
BY_REGEX = {
    "admin/^(?P<app_label>auth|factcheck|timeline)/$": "admin/factcheck/",
    "admin/(?P<url>.*)$": "admin/nowhere/",
}
QUERIES = {
    "admin/autocomplete/": "app_label=factcheck&model_name=claim&field_name=disputes",
    "admin/<record>/publish/": "of={key}",
    "admin/<record>/emergency/": "of={key}",
    "admin/<record>/<path:object_id>/history/compare/": "one=1&other=1",
    "admin/factcheck/site/publish/": "of={key}",
    "admin/factcheck/site/emergency/": "of={key}",
    "admin/factcheck/site/<path:object_id>/history/compare/": "one=1&other=1",
    "admin/factcheck/importjob/<int:pk>/review/many/": "act=reject",
}


class Row:
    """One line of the table, and one of the addresses that it stands for."""

    def __init__(self, said: str, letters: list[str], member: str = ""):
        self.said, self.member = said, member
        self.route = re.sub(r"<(record|kept|imported|plural)>", member, said)
        self.columns = [letters[0] if column == "=" else column for column in letters]

    def expected(self, role: str, method: str) -> str:
        return self.columns[COLUMNS[method]][list(ROLES).index(role)]

    def address(self, office: Office) -> str:
        thing = self._thing(office)
        filled = BY_REGEX.get(self.route, self.route)
        filled = filled.replace(
            "<path:content_type_id>/", f"{office.claim_type}/"
        ).replace("<path:rest>", "nowhere")
        filled = filled.replace("<int:suggestion>", str(office.suggestion.pk)).replace(
            "<slug:shown>", "page"
        )
        filled = filled.replace("<str:key>", SLUGS.get(self.member, "")).replace(
            "<int:seq>", "1"
        )
        filled = filled.replace("<int:number>", "1").replace(
            "guest/<str:token>", f"guest/{office.token}"
        )
        filled = re.sub(
            r"<(path:object_id|int:object_id|int:pk|id)>",
            str(getattr(thing, "pk", 1)),
            filled,
        )
        query = QUERIES.get(self.said, "").format(
            key=f"{getattr(thing, 'kind', '')}:{getattr(thing, 'uid', '')}"
        )
        return f"/{filled}?{query}" if query else f"/{filled}"

    def _thing(self, office: Office):
        """What lies in the office under the name that the address has for it."""
        if self.route.endswith(("do/cancel/", "do/retry/")):
            return office.queued if self.route.endswith("cancel/") else office.failed
        names = [part for part in self.route.split("/") if hasattr(office, part)]
        return getattr(office, names[0]) if names else office.claim


def rows() -> list[Row]:
    """The table, a row for each address."""
    lines = [line.split() for line in TABLE.read_text().splitlines()]
    return [
        row
        for said, *letters in filter(_is_row, lines)
        for row in _members(said, letters)
    ]


def _is_row(words: list[str]) -> bool:
    return bool(words) and words[0].startswith(TRIED)


def _members(said: str, letters: list[str]) -> list[Row]:
    for group, members in GROUPS.items():
        if group in said:
            return [Row(said, letters, member) for member in members]
    return [Row(said, letters)]


def patterns(resolver=None, prefix: str = "") -> Iterator[str]:
    """Every pattern of what is tried here, as Django spells it."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, route)
        elif route.startswith(TRIED):
            yield route


def is_row_of(route: str, pattern: str) -> bool:
    """Whether a row's address is the pattern; acts stand in the table by name."""
    if not ACT.search(pattern):
        return route == pattern
    before, _, after = ACT.sub("\0", pattern).partition("\0")
    return bool(re.fullmatch(re.escape(before) + "[a-z-]+" + re.escape(after), route))


def acts(before: str) -> set[str]:
    """The names of the acts that have a row below this address."""
    return {
        row.said.removeprefix(before).strip("/")
        for row in rows()
        if row.said.startswith(before)
    }
