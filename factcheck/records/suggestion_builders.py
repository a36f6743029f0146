"""What findings in an article become: content of factcheck's kinds, in the shape of their public forms."""

from typing import Any, cast

from factcheck.text.extraction import Finding, Mention

from .article_context import ArticleContext

LONGEST_CLAIM = 400


def _speaker(finding: Finding) -> Mention | None:
    """Who says what was found; `Finding` lists what its fields hold by kind."""
    return cast(Mention | None, finding.fields.get("speaker"))


def quote_of(finding: Finding, article: ArticleContext) -> dict[str, Any] | None:
    """A quotation: the words, who said them, and where they stand. What an article repeats is second-hand."""
    return {
        "words": article.words(finding.start, finding.end),
        "disputes": list(article.disputes),
        "speaker": article.party(_speaker(finding)),
        "said_on": "",
        "quote_kind": finding.fields["quote_kind"],
        "basis": "second-hand",
        "source": article.source,
        "passage": article.passage(finding),
        "language": article.language,
    }


def claim_of(finding: Finding, article: ArticleContext) -> dict[str, Any] | None:
    """Indirect speech: what is asserted, by whom, and where it stands."""
    text = " ".join(article.words(finding.start, finding.end).split())
    if len(text) > LONGEST_CLAIM or not _speaker(finding):
        return None
    return {
        "text": text[:1].upper() + text[1:] + ("" if text[-1:] in ".!?" else "."),
        "claim_kind": finding.fields.get("claim_kind") or "fact",
        "disputes": list(article.disputes),
        "claimed_on": "",
        "language": article.language,
        "appearances": [
            {
                "party": article.party(_speaker(finding)),
                "role": finding.fields.get("role") or "asserts",
                "source": article.source,
                "passage": article.passage(finding),
                "stated_on": "",
            }
        ],
    }
