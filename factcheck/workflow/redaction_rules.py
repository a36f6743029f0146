"""What a redaction does with every table of factcheck and of the libraries: one row for each text.

Whoever adds a model or a text adds its row, or a test fails.
"""

from .redaction_registry import (
    ACCOUNT,
    ANCHORED,
    BLACKED,
    CLOSED,
    DATE,
    DELETED,
    DIGEST,
    EMPTIED,
    FILE,
    LEDGER,
    MACHINE,
    RECORD,
    RENAMED,
    REPLACED,
    SESSION,
    dated,
    register,
    unchanged,
)

register(
    "admin.LogEntry", object_id=DIGEST, object_repr=REPLACED, change_message=REPLACED
)
register("auth.Permission", name=CLOSED, codename=CLOSED)
register("auth.Group", name=CLOSED)
register("contenttypes.ContentType", app_label=CLOSED, model=CLOSED)
register("sessions.Session", session_key=DIGEST, session_data=SESSION)
register("account.EmailAddress", email=ACCOUNT)
register("account.EmailConfirmation", key=DIGEST)
register("mfa.Authenticator", data=DIGEST)
register(
    "usersessions.UserSession",
    ip=SESSION,
    session_key=DIGEST,
    user_agent=SESSION,
    data=SESSION,
)
register(
    "factcheck.User",
    password=DIGEST,
    username=ACCOUNT,
    first_name=ACCOUNT,
    last_name=ACCOUNT,
    email=ACCOUNT,
    desk_name=ACCOUNT,
)
register(
    "factcheck.CacheRow",
    cache_key=unchanged("a number of tries, for minutes"),
    value=unchanged("a number of tries"),
)

register(
    "factcheck.Claim",
    **RECORD,
    **dated("claimed_on"),
    text=REPLACED,
    language=DATE,
    context=REPLACED,
)
register("factcheck.Appearance", **ANCHORED, stated_on=DATE, note=REPLACED)
register("factcheck.Evidence", **ANCHORED, note=REPLACED)
register("factcheck.Verdict", rationale=REPLACED)
register("factcheck.ClaimRelation")
register(
    "factcheck.ExternalReview",
    publisher=REPLACED,
    url=EMPTIED,
    label=REPLACED,
    language=DATE,
    reviewed_on=DATE,
)
register("factcheck.Reply", question=REPLACED, answer=REPLACED)
register(
    "factcheck.Dispute",
    **RECORD,
    title=REPLACED,
    summary=REPLACED,
    plain_summary=REPLACED,
    language=DATE,
)
register("factcheck.Side", slug=RENAMED, name=REPLACED, line=REPLACED)
register("factcheck.Standing", text=REPLACED)
register(
    "factcheck.Party",
    **RECORD,
    name=REPLACED,
    aliases=EMPTIED,
    wikidata_id=DIGEST,
    description=REPLACED,
    shown_as=REPLACED,
    full_name_reason=REPLACED,
)
register("factcheck.PartyRole", title=REPLACED, held_from=DATE, held_to=DATE)
register(
    "factcheck.Quote",
    **RECORD,
    **ANCHORED,
    **dated("said_on"),
    words=REPLACED,
    language=DATE,
    translation=REPLACED,
    translated_by=REPLACED,
    occasion=REPLACED,
    about=REPLACED,
)
register(
    "factcheck.Rating",
    **RECORD,
    label=REPLACED,
    definition=REPLACED,
)
register(
    "factcheck.RatingTranslation",
    language=DATE,
    label=REPLACED,
    definition=REPLACED,
)
register(
    "factcheck.Site",
    **RECORD,
    **dict.fromkeys(
        (
            "name",
            "description",
            "publisher",
            "address",
            "phone",
            "who_pays",
            "corrections_policy",
            "how_we_work",
            "privacy",
            "accessibility",
            "licence",
        ),
        REPLACED,
    ),
    **dict.fromkeys(("email", "form_url", "licence_url"), EMPTIED),
    language=DATE,
    languages=DATE,
    accent=unchanged("a colour as its field checks it"),
    accent_dark=unchanged("a colour as its field checks it"),
)
register("factcheck.Logo", sha256=DIGEST, media_type=CLOSED)
register(
    "factcheck.Source",
    **RECORD,
    **dated("published_on"),
    title=REPLACED,
    subtitle=REPLACED,
    url=EMPTIED,
    address_key=EMPTIED,
    authors=REPLACED,
    language=DATE,
    archives=EMPTIED,
    note=REPLACED,
)
register(
    "factcheck.Capture",
    sha256=DIGEST,
    media_type=CLOSED,
    text=BLACKED,
    text_sha256=DIGEST,
    extractor=CLOSED,
    address=EMPTIED,
    bytes_removed_ground=CLOSED,
)

register(
    "factcheck.Revision",
    kind=CLOSED,
    reason=REPLACED,
    changed=REPLACED,
    acknowledged=REPLACED,
)
register(
    "factcheck.Proposal",
    kind=CLOSED,
    ground=CLOSED,
    phrase=EMPTIED,
    reason=REPLACED,
    binds=DIGEST,
    comment=REPLACED,
)
register(
    "factcheck.ProposedStrike", words=unchanged("the places of words, and no words")
)
register("factcheck.Schedule", message=REPLACED)
register(
    "factcheck.ScheduledRecord",
    kind=CLOSED,
    action=CLOSED,
    notice=REPLACED,
    acknowledged=REPLACED,
)
register(
    "factcheck.Recheck",
    kind=CLOSED,
    cause_kind=CLOSED,
    copy_sha256=DIGEST,
    found=REPLACED,
    found_sha256=DIGEST,
    comment=REPLACED,
)
register(
    "factcheck.Report",
    kind=CLOSED,
    text=REPLACED,
    contact=EMPTIED,
    note=REPLACED,
)
register(
    "factcheck.GuestLink",
    kind=CLOSED,
    name=REPLACED,
    role=REPLACED,
    token_sha256=DIGEST,
    words=REPLACED,
)

register(
    "factcheck.ImportJob",
    adapter=CLOSED,
    file=FILE,
    file_name=REPLACED,
    text=REPLACED,
    address=EMPTIED,
    options=REPLACED,
    idempotency_key=DIGEST,
    owner=MACHINE,
    cursor=REPLACED,
    message=REPLACED,
)
register(
    "factcheck.ImportIssue",
    place=REPLACED,
    field=REPLACED,
    value=REPLACED,
    message=REPLACED,
    raw=REPLACED,
)
register(
    "factcheck.StagedRecord",
    kind=CLOSED,
    slug=RENAMED,
    place=REPLACED,
    raw=REPLACED,
)
register(
    "factcheck.ImportedRecord",
    source=REPLACED,
    external_id=RENAMED,
    kind=CLOSED,
    content_sha256=DIGEST,
    content=REPLACED,
)
register(
    "factcheck.Suggestion",
    kind=CLOSED,
    fields=REPLACED,
    base=REPLACED,
    capture_sha256=DIGEST,
    exact=REPLACED,
    prefix=REPLACED,
    suffix=REPLACED,
    place=REPLACED,
    step=CLOSED,
    memory_key=DIGEST,
    match_kind=CLOSED,
    match_relation=CLOSED,
    differs=REPLACED,
    reason=REPLACED,
)
register(
    "factcheck.Feed",
    name=REPLACED,
    address=RENAMED,
    adapter=CLOSED,
    etag=DIGEST,
    last_modified=DATE,
)
register(
    "factcheck.Look",
    key=REPLACED,
    document=REPLACED,
    asked=REPLACED,
    address=REPLACED,
    headers=REPLACED,
    sha256=DIGEST,
    problem=REPLACED,
)
register("factcheck.HostPace", host=DELETED)
register("factcheck.WorkerBeat", name=MACHINE)

register(
    "factcheck.Publication",
    **dict.fromkeys(
        ("payload", "current_form", "slug", "secret", "salts", "sealed"), LEDGER
    ),
    **dict.fromkeys(
        ("payload_root", "previous_hash", "hash", "key_id", "signature"), DIGEST
    ),
    **dict.fromkeys(("kind", "action"), CLOSED),
    **dict.fromkeys(("happened_key", "language"), DATE),
)
register("factcheck.Head", hash=DIGEST)
register("factcheck.Facet", name=CLOSED, value=LEDGER, kind=CLOSED, happened_key=DATE)
register("factcheck.Ref")
register("factcheck.SearchText", text=LEDGER)
register("factcheck.PublishedSlug", kind=CLOSED, slug=LEDGER)
register("factcheck.StruckSlug", kind=CLOSED, hash=DIGEST)
register("factcheck.SealedLeaf", path=CLOSED, salt=DIGEST, value=ACCOUNT)
register("factcheck.Held")
register("factcheck.DerivedBy", kind=CLOSED)
register("factcheck.LedgerGate", name=CLOSED)
