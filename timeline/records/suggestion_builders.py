"""What findings in an article become on the timeline."""

from factcheck.records.article_context import ArticleContext
from factcheck.text import edtf
from factcheck.text.extraction import Finding

LONGEST_HEADLINE = 120
PRECISE = ("day", "month")


def entry_of(finding: Finding, article: ArticleContext) -> dict | None:
    """A dated sentence: its words are a start that the editor writes anew. Without a dispute there is no timeline."""
    when = finding.fields.get("edtf")
    if (
        not isinstance(when, str)
        or not when
        or not article.disputes
        or finding.fields.get("precision") not in PRECISE
    ):
        return None
    start, end = article.sentence(finding)
    sentence = " ".join(article.words(start, end).split())
    return {
        "dispute": article.disputes[0],
        "headline": shortened(sentence),
        "body": sentence,
        "when": when,
        "status": "planned" if is_ahead(when, article.published_on) else "reported",
        "entry_kind": "action",
        "citations": [{"source": article.source, "passage": article.span(start, end)}],
    }


def shortened(sentence: str) -> str:
    """A sentence as a headline: whole words, and a mark where it goes on."""
    if len(sentence) <= LONGEST_HEADLINE:
        return sentence.rstrip(".")
    return sentence[:LONGEST_HEADLINE].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def is_ahead(when: str, published_on: str) -> bool:
    """Whether a date is known to lie wholly after the day of publication; “by Friday” has no first day."""
    try:
        return bool(published_on) and edtf.wholly_before(
            edtf.parse(published_on), edtf.parse(when)
        )
    except edtf.DateError:
        return False
