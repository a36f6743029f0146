"""What a redaction does with the tables of the timeline."""

from factcheck.workflow.redaction_registry import (
    ANCHORED,
    CLOSED,
    DATE,
    DIGEST,
    RECORD,
    REPLACED,
    dated,
    register,
)

register(
    "timeline.Entry",
    **RECORD,
    **dated("when"),
    headline=REPLACED,
    short_name=REPLACED,
    body=REPLACED,
    zone=CLOSED,
    place=REPLACED,
)
register("timeline.Citation", **ANCHORED, note=REPLACED)
register(
    "timeline.Picture",
    sha256=DIGEST,
    media_type=CLOSED,
    alt=REPLACED,
    caption=REPLACED,
    credit=REPLACED,
)
register("timeline.Point", **RECORD, question=REPLACED, summary=REPLACED)
register("timeline.Position", statement=REPLACED, stated_on=DATE)
