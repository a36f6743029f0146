"""The ledger's guards as SQL, for the two databases: what may change and what may go, and nothing else."""

from dataclasses import dataclass

KEPT = (
    "seq",
    "uid",
    "kind",
    "version",
    "action",
    "payload_sha256",
    "previous_hash",
    "hash",
    "published_at",
    "recorded_at",
    "first_published_at",
)
REWRITTEN = ("payload", "slug", "happened_key", "language")
GATE = "EXISTS (SELECT 1 FROM factcheck_ledgergate WHERE name = 'rebuild')"


def named_by_redaction(seq: str) -> str:
    """SQL: whether a `redact` line names the line `seq`. Its canonical payload ends in the line's number."""
    return (
        "EXISTS (SELECT 1 FROM factcheck_publication r WHERE r.action = 'redact' "
        f"AND r.payload LIKE '%\"line\":' || {seq} || '}}')"
    )


@dataclass(frozen=True)
class Guard:
    """One trigger: refuse `event` on `table` unless `allowed` (SQL over OLD and NEW) holds."""

    table: str
    event: str
    allowed: str
    message: str

    @property
    def name(self) -> str:
        return f"ledger_{self.table.removeprefix('factcheck_')}_{self.event.lower()}"


def same(columns: tuple[str, ...], operator: str) -> str:
    return " AND ".join(f"NEW.{column} {operator} OLD.{column}" for column in columns)


def first_of(*conditions: str) -> str:
    """Whether one holds, asked in order: SQLite's OR asks all of them, and one looks through the whole ledger."""
    return f"CASE {' '.join(f'WHEN {condition} THEN TRUE' for condition in conditions)} ELSE FALSE END"


def guards(vendor: str) -> list[Guard]:
    """Every row guard of the ledger, in the dialect of `vendor`."""
    equal = "IS NOT DISTINCT FROM" if vendor == "postgresql" else "IS"
    superseding = f"OLD.superseded_seq IS NULL AND NEW.superseded_seq > OLD.seq AND {same(KEPT + REWRITTEN, equal)}"
    redacting = (
        f"{same((*KEPT, 'superseded_seq', 'superseded_at'), equal)} AND NEW.payload NOT LIKE '%\"uid\":%' "
        f"AND {named_by_redaction('OLD.seq')}"
    )
    rebuilding = f"{GATE} AND {same((*KEPT, 'payload'), equal)}"
    facet_moved = f"OLD.superseded_seq IS NULL AND {same(('seq', 'name', 'value', 'kind', 'happened_key'), equal)}"
    derived_gone = first_of(GATE, named_by_redaction("OLD.seq"))
    never = "1 = 0"
    table = "factcheck_publication"
    return [
        Guard(table, "UPDATE", first_of(superseding, rebuilding, redacting), "A published line never changes."),
        Guard(table, "DELETE", never, "A published line is never deleted."),
        Guard("factcheck_facet", "UPDATE", f"({facet_moved}) OR {GATE}", "A facet follows its line."),
        Guard("factcheck_facet", "DELETE", derived_gone, "A facet stays with its line."),
        Guard("factcheck_ref", "UPDATE", GATE, "A reference follows its line."),
        Guard("factcheck_ref", "DELETE", derived_gone, "A reference stays with its line."),
        Guard("factcheck_searchtext", "UPDATE", GATE, "Search text follows its line."),
        Guard("factcheck_searchtext", "DELETE", derived_gone, "Search text stays with its line."),
        Guard("factcheck_publishedslug", "UPDATE", never, "A published address is fixed."),
        Guard("factcheck_publishedslug", "DELETE", never, "A published address is never given away."),
        Guard("factcheck_head", "UPDATE", "NEW.seq >= OLD.seq", "The head never goes back."),
        Guard("factcheck_head", "DELETE", never, "The head is one row, for ever."),
    ]


def create_sqlite(guard: Guard) -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {guard.name}",  # a later release may say it otherwise
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"WHEN NOT COALESCE(({guard.allowed}), 0) BEGIN SELECT RAISE(ABORT, '{guard.message}'); END",
    ]


def create_postgresql(guard: Guard) -> list[str]:
    back = "OLD" if guard.event == "DELETE" else "NEW"
    return [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT COALESCE(({guard.allowed}), FALSE) THEN RAISE EXCEPTION '{guard.message}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {back}; END $$",
        f"CREATE OR REPLACE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
    ]


def truncate_postgresql(table: str) -> list[str]:
    name = f"ledger_{table.removeprefix('factcheck_')}_truncate"
    return [
        "CREATE OR REPLACE FUNCTION ledger_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'The ledger is never emptied.' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE OR REPLACE TRIGGER {name} BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_truncate()",
    ]


SEARCH_TRIGGERS_SQLITE = ("search_added", "search_gone")
SEARCH_SQLITE = [
    "CREATE VIRTUAL TABLE IF NOT EXISTS factcheck_searchindex USING fts5"
    "(text, content='factcheck_searchtext', content_rowid='seq', tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER IF NOT EXISTS search_added AFTER INSERT ON factcheck_searchtext BEGIN "
    "INSERT INTO factcheck_searchindex(rowid, text) VALUES (NEW.seq, NEW.text); END",
    "CREATE TRIGGER IF NOT EXISTS search_gone AFTER DELETE ON factcheck_searchtext BEGIN "
    "INSERT INTO factcheck_searchindex(factcheck_searchindex, rowid, text) VALUES ('delete', OLD.seq, OLD.text); END",
]

# Search text is folded words and spaces alone, so that both databases part it alike.
SEARCH_POSTGRESQL = [
    "DROP INDEX IF EXISTS searchtext_words",
    "DROP INDEX IF EXISTS searchtext_plain_words",
    "ALTER TABLE factcheck_searchtext ADD COLUMN IF NOT EXISTS words tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED",
    "CREATE INDEX IF NOT EXISTS searchtext_folded_words ON factcheck_searchtext USING gin (words)",
]
