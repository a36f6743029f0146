"""The ledger's guards as SQL, for the two databases: what may change and what may go, and nothing else."""

from dataclasses import dataclass

KEPT = (
    "seq",
    "uid",
    "kind",
    "version",
    "action",
    "payload_root",
    "previous_hash",
    "hash",
    "key_id",
    "signature",
    "recorded_at",
)
STAMPS = ("published_at", "stamped_at", "first_published_at")
"""What readers are told of a line's moment; a line that mends the clock may change it."""
PAYLOAD = ("payload", "secret", "salts", "sealed")
REWRITTEN = (
    *PAYLOAD,
    *STAMPS,
    "current_form",
    "slug",
    "happened_key",
    "language",
    "held_seq",
)
GATE = "EXISTS (SELECT 1 FROM factcheck_ledgergate WHERE name = 'rebuild')"


def named_by_redaction(seq: str) -> str:
    """SQL: whether a `redact` line names the line `seq`; its number is the last key of each line that one names."""
    return (
        "EXISTS (SELECT 1 FROM factcheck_publication r WHERE r.action = 'redact' "
        f"AND r.payload LIKE '%\"seq\":' || {seq} || '}}%')"
    )


def approved_strike(seq: str) -> str:
    """SQL: whether a proposal that was approved names the line `seq` to be struck in."""
    return (
        "EXISTS (SELECT 1 FROM factcheck_proposedstrike t JOIN factcheck_proposal d ON d.id = t.proposal_id "
        f"WHERE t.seq = {seq} AND d.verb = 'redact' AND d.state = 'done')"
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
    cases = " ".join(f"WHEN {condition} THEN TRUE" for condition in conditions)
    return f"CASE {cases} ELSE FALSE END"


NEVER = "1 = 0"


def guards(vendor: str) -> list[Guard]:
    """Every row guard of the ledger, in the dialect of `vendor`."""
    equal = "IS NOT DISTINCT FROM" if vendor == "postgresql" else "IS"
    return [
        *_line_guards(equal),
        *_derived_guards(equal),
        *_address_guards(equal),
        *_head_guards(),
    ]


def _line_guards(equal: str) -> list[Guard]:
    """A line changes when it is superseded, when its derived columns are rebuilt, and when it is struck in."""
    superseding = f"OLD.superseded_seq IS NULL AND NEW.superseded_seq > OLD.seq AND {same(KEPT + REWRITTEN, equal)}"
    rebuilding = f"{GATE} AND {same((*KEPT, *PAYLOAD), equal)}"
    redacting = (
        f"{same((*KEPT, *STAMPS, 'superseded_seq', 'superseded_at'), equal)} AND NEW.secret = '' "
        f"AND {named_by_redaction('OLD.seq')} AND {approved_strike('OLD.seq')}"
    )
    allowed = first_of(superseding, rebuilding, redacting)
    table = "factcheck_publication"
    return [
        Guard(table, "UPDATE", allowed, "A published line never changes."),
        Guard(table, "DELETE", NEVER, "A published line is never deleted."),
    ]


def _derived_guards(equal: str) -> list[Guard]:
    """Derived rows change through the gate of a rebuild, follow the superseding of their line, and go when it is
    struck in."""
    same_facet = same(("seq", "name", "value", "kind", "happened_key"), equal)
    facet_moved = f"(OLD.superseded_seq IS NULL AND {same_facet}) OR {GATE}"
    same_hold = same(("since_seq", "uid", "since_at"), equal)
    released = f"OLD.until_seq IS NULL AND NEW.until_seq IS NOT NULL AND {same_hold}"
    hold_ended = f"({released}) OR {GATE}"
    gone = first_of(GATE, named_by_redaction("OLD.seq"))
    facet, ref = "factcheck_facet", "factcheck_ref"
    text, held = "factcheck_searchtext", "factcheck_held"
    return [
        Guard(facet, "UPDATE", facet_moved, "A facet follows its line."),
        Guard(facet, "DELETE", gone, "A facet stays with its line."),
        Guard(ref, "UPDATE", GATE, "A reference follows its line."),
        Guard(ref, "DELETE", gone, "A reference stays with its line."),
        Guard(text, "UPDATE", GATE, "Search text follows its line."),
        Guard(text, "DELETE", gone, "Search text stays with its line."),
        Guard(held, "UPDATE", hold_ended, "A hold ends once, by a line that says so."),
        Guard(held, "DELETE", GATE, "What was held stays known."),
    ]


def _address_guards(equal: str) -> list[Guard]:
    """An address changes once, into the neutral one of a record whose own was struck from every line."""
    readdressed = (
        f"{same(('kind', 'uid'), equal)} AND NEW.slug LIKE 'removed-%' "
        "AND NOT EXISTS (SELECT 1 FROM factcheck_publication l WHERE l.uid = OLD.uid AND l.slug = OLD.slug) "
        "AND EXISTS (SELECT 1 FROM factcheck_struckslug k WHERE k.uid = OLD.uid)"
    )
    published, struck = "factcheck_publishedslug", "factcheck_struckslug"
    return [
        Guard(published, "UPDATE", readdressed, "A published address is fixed."),
        Guard(published, "DELETE", NEVER, "A published address is never given away."),
        Guard(struck, "UPDATE", NEVER, "A struck address is given to nobody."),
        Guard(struck, "DELETE", NEVER, "A struck address is given to nobody."),
    ]


def _head_guards() -> list[Guard]:
    rising = "NEW.seq >= OLD.seq AND NEW.operations_seq >= OLD.operations_seq"
    table = "factcheck_head"
    return [
        Guard(table, "UPDATE", rising, "The head never goes back."),
        Guard(table, "DELETE", NEVER, "The head is one row, for ever."),
    ]


def statements(vendor: str) -> list[str]:
    """What puts up triggers and search index; safe to run again and again."""
    found = guards(vendor)
    create = create_sqlite if vendor == "sqlite" else create_postgresql
    lines = []
    for guard in found:
        lines += create(guard)
    if vendor == "sqlite":
        return lines + SEARCH_SQLITE
    for table in sorted({guard.table for guard in found}):
        lines += truncate_postgresql(table)
    return lines + SEARCH_POSTGRESQL


def create_sqlite(guard: Guard) -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {guard.name}",  # a later release may say it otherwise
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"WHEN NOT COALESCE(({guard.allowed}), 0) BEGIN SELECT RAISE(ABORT, '{guard.message}'); END",
    ]


def body_postgresql(guard: Guard) -> str:
    """What the trigger's function does, as PostgreSQL keeps it."""
    back = "OLD" if guard.event == "DELETE" else "NEW"
    return (
        f" BEGIN IF NOT COALESCE(({guard.allowed}), FALSE) THEN RAISE EXCEPTION '{guard.message}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {back}; END "
    )


def create_postgresql(guard: Guard) -> list[str]:
    return [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $${body_postgresql(guard)}$$",
        f"CREATE OR REPLACE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
        f"ALTER TABLE {guard.table} ENABLE TRIGGER {guard.name}",
    ]


REFUSE_TRUNCATE = (
    " BEGIN RAISE EXCEPTION 'The ledger is never emptied.'"
    " USING ERRCODE = 'integrity_constraint_violation'; END "
)


def truncate_name(table: str) -> str:
    return f"ledger_{table.removeprefix('factcheck_')}_truncate"


def truncate_postgresql(table: str) -> list[str]:
    name = truncate_name(table)
    return [
        "CREATE OR REPLACE FUNCTION ledger_refuse_truncate() RETURNS trigger "
        f"LANGUAGE plpgsql AS $${REFUSE_TRUNCATE}$$",
        f"CREATE OR REPLACE TRIGGER {name} BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_truncate()",
        f"ALTER TABLE {table} ENABLE TRIGGER {name}",
    ]


SEARCH_TRIGGERS_SQLITE = ("search_added", "search_gone")
SEARCH_SQLITE = [
    "CREATE VIRTUAL TABLE IF NOT EXISTS factcheck_searchindex USING fts5"
    "(text, content='factcheck_searchtext', content_rowid='seq', tokenize='unicode61 remove_diacritics 2')",
    "DROP TRIGGER IF EXISTS search_added",
    "CREATE TRIGGER search_added AFTER INSERT ON factcheck_searchtext BEGIN "
    "INSERT INTO factcheck_searchindex(rowid, text) VALUES (NEW.seq, NEW.text); END",
    "DROP TRIGGER IF EXISTS search_gone",
    "CREATE TRIGGER search_gone AFTER DELETE ON factcheck_searchtext BEGIN "
    "INSERT INTO factcheck_searchindex(factcheck_searchindex, rowid, text) VALUES ('delete', OLD.seq, OLD.text); END",
]

# Words that are gone stay in the index's older parts until these are merged.
SEARCH_FORGETS_SQLITE = (
    "INSERT INTO factcheck_searchindex(factcheck_searchindex) VALUES ('optimize')"
)

# Search text is folded words and spaces alone, so that both databases part it alike.
SEARCH_POSTGRESQL = [
    "DROP INDEX IF EXISTS searchtext_words",
    "DROP INDEX IF EXISTS searchtext_plain_words",
    "ALTER TABLE factcheck_searchtext ADD COLUMN IF NOT EXISTS words tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED",
    "CREATE INDEX IF NOT EXISTS searchtext_folded_words ON factcheck_searchtext USING gin (words)",
]

# The bits of pg_trigger.tgtype: what fires, when, and whether once a row.
ROW, BEFORE, EVENTS = 1, 2, {"DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}


def texts_sqlite() -> dict[str, str]:
    """Every trigger as SQLite keeps it, by name."""
    created = [create_sqlite(guard)[-1] for guard in guards("sqlite")]
    created += [text for text in SEARCH_SQLITE if text.startswith("CREATE TRIGGER")]
    return {text.split()[2]: text for text in created}


TriggerFacts = tuple[str, int, bool, str]
"""What PostgreSQL says of a trigger: table, type, whether it is unconditional, and the body of its function."""


def facts_postgresql() -> dict[str, TriggerFacts]:
    """Every trigger by name: (table, type, is unconditional, function's body), as STANDING_POSTGRESQL asks."""
    found = guards("postgresql")
    facts: dict[str, TriggerFacts] = {}
    for guard in found:
        fires = ROW | BEFORE | EVENTS[guard.event]
        facts[guard.name] = (guard.table, fires, True, body_postgresql(guard))
    fires = BEFORE | EVENTS["TRUNCATE"]
    for table in {guard.table for guard in found}:
        facts[truncate_name(table)] = (table, fires, True, REFUSE_TRUNCATE)
    return facts


STANDING_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
STANDING_POSTGRESQL = (
    "SELECT t.tgname, c.relname, t.tgtype, t.tgqual IS NULL AND t.tgattr::text = '', p.prosrc FROM pg_trigger AS t "
    "JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_proc AS p ON p.oid = t.tgfoid "
    "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid)"
)
