"""Pages that are no article, or only its beginning: what asks for consent, a check for robots, an error, a paywall."""

import re

from lxml.html import HtmlElement

from .page_metadata import is_behind_a_paywall, linked_data
from .results import Unreadable

FEW_WORDS, STUB_WORDS = 200, 250
"""An article has more words than a page that asks for consent; a stub has fewer than this.

Measured by `pytest tests/imports/test_what_is_no_article.py`, as PHRASES_OF_CONSENT and ENOUGH_WORDS are.
"""
CONSENT = "a page that asks for consent to cookies"
ROBOTS = "a check whether somebody is a robot"
ERROR = "an error page"
ANSWERED = "The address answered with {}, not with the article. {}"
HOLDS = "What was read is {}, not the article. {}"
"""Of a file, or of what a feed carries of an item: no address answered with it."""
FETCHED_REMEDY = "Open it in a browser, save the page (.html) and import the file, or paste its text."
SAVED_REMEDY = "Open the article itself in a browser and save the page (.html) anew, or paste its text."
ERROR_REMEDY = "Check it in a browser, or look for an archived copy."
STUB = (
    "Only the beginning of the article is open; the rest is behind a paywall and was not searched. Open it as a "
    "subscriber, save the page (.html) and import the file, or paste its text."
)
ASKS_FOR_CONSENT = re.compile(
    r"before you continue to|we value your privacy|your privacy (?:choices|matters|settings)"
    r"|we (?:and our (?:\d+ )?partners )?(?:use|store|process)[^.]{0,60}(?:cookies|personal data)"
    r"|(?:accept|reject|agree to)(?: all)? cookies|(?:accept|reject) all|consent to (?:the use of )?cookies"
    r"|manage (?:your )?(?:cookie|consent|privacy)|cookie (?:consent|settings|policy)"
    r"|vi bruger cookies|accepter (?:alle )?cookies|(?:alle )?cookies (?:akzeptieren|zustimmen)|wir verwenden cookies",
    re.IGNORECASE,
)
CONSENT_HOST = re.compile(r"https?://(?:consent|cmp|privacy)\.", re.IGNORECASE)
PHRASES_OF_CONSENT = 2
"""Different phrases; one of them stands on the edge of many an article."""
CHECKS_FOR_ROBOTS = re.compile(
    r"just a moment\W*$|attention required|are you a robot|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|enable javascript and cookies to continue|unusual traffic|checking your browser|press (?:&|and) hold",
    re.IGNORECASE,
)
IS_AN_ERROR = re.compile(
    r"\W*(?:error\W*)?(?:40[0-9]|41[0-9]|50[0-9])"
    r"(?:\W*|\s*[|:–—-].*|\W+(?:not found|page|error|forbidden|gone|bad|unauthori[sz]ed|service|internal|gateway)\b.*)"
    r"|(?:the )?page (?:was |is |could )?not (?:be )?found(?:\W.*)?"
    r"|access denied(?:\s*[|–-].*)?|(?:page|service) (?:is )?(?:temporarily )?unavailable(?:\W.*)?"
    r"|(?:404\W*)?siden (?:blev|kunne) ikke.*|(?:404\W*)?seite (?:wurde )?nicht gefunden.*",
    re.IGNORECASE,
)
ENOUGH_WORDS = 40
"""An error page or a check for robots that says nothing of servers and browsers says less than this."""
TELLS_OF_ITSELF = re.compile(
    r"cookies|javascript|\byour (?:browser|ip\b|request|connection|network)"
    r"|\b(?:this|the|our|your) (?:web ?)?(?:site|server)\b"
    r"|permission to|cloudflare|ray id|reference #|security (?:service|solution|check)|captcha|robot|try again"
    r"|not (?:be )?found|does not exist|no longer (?:available|exists|here)|home ?page|front ?page|administrator",
    re.IGNORECASE,
)
QUOTED, SAID = (
    re.compile('[“„»«"]'),
    re.compile(r"\b(?:said|says|told|sagde|siger|sagte|sagt)\b"),
)
SELLS = re.compile(
    r"subscribe (?:now |today )?(?:to|for) (?:read|continue|unlock|keep|full|unlimited)|to (?:continue|keep) reading"
    r"|(?:continue|keep) reading (?:this article )?(?:with|for|by)"
    r"|this (?:article|story|content) is (?:only )?(?:for|available to|reserved for|exclusive to) (?:our )?(?:paying |"
    r"registered )?(?:subscribers|members)|already (?:a subscriber|a member|subscribed)|subscribers only"
    r"|unlock (?:this|the full) (?:article|story)|(?:log|sign) in to (?:read|continue)"
    r"|bliv abonnent|kun for abonnenter|læs (?:hele artiklen|videre) (?:med|som)"
    r"|jetzt weiterlesen|weiterlesen mit|nur für abonnenten|réservé aux abonnés",
    re.IGNORECASE,
)
ARTICLES = re.compile(r"(?:^|/|#)\w*(?:Article|Posting|Report|Review)$")


def refuse_what_is_none(
    tree: HtmlElement, text: str, title: str, address: str = ""
) -> None:
    """Raise Unreadable for a page that stands in the way of an article; `text` is what was found on it.

    `address` is where the page was fetched; empty for one that was handed in.
    """
    if len(text.split()) > FEW_WORDS or _is_marked_as_article(tree):
        return
    what = _what_it_is(tree, text, title, address)
    if not what:
        return
    remedy = FETCHED_REMEDY if address else SAVED_REMEDY
    if what == ERROR:
        remedy = ERROR_REMEDY
    raise Unreadable((ANSWERED if address else HOLDS).format(what, remedy))


def _what_it_is(tree: HtmlElement, text: str, title: str, address: str) -> str:
    """What stands in the way; empty for what may be an article, however its title begins."""
    if CONSENT_HOST.match(address):
        return CONSENT
    body = text.replace(title, "") if title else text
    if QUOTED.search(body) and SAID.search(body):
        return ""
    by_title = _title_says(title)
    if by_title and not _tells(body):
        return by_title
    return CONSENT if _asks(tree, text) else ""


def _title_says(title: str) -> str:
    """What a title says of its page, if that is no article; empty for any other title."""
    if CHECKS_FOR_ROBOTS.match(title):
        return ROBOTS
    if IS_AN_ERROR.fullmatch(title):
        return ERROR
    return CONSENT if ASKS_FOR_CONSENT.search(title) else ""


def _tells(text: str) -> bool:
    """Whether there is enough of it for an article, and nothing that such pages say of themselves."""
    return len(text.split()) > ENOUGH_WORDS and not TELLS_OF_ITSELF.search(text)


def _asks(tree: HtmlElement, text: str) -> bool:
    """Whether what is on the page asks for consent and says nothing else."""
    phrases = ASKS_FOR_CONSENT.findall(text or tree.text_content()[:20_000])
    return len(set(map(str.casefold, phrases))) >= PHRASES_OF_CONSENT


def is_stub(tree: HtmlElement, text: str) -> bool:
    """Whether only the beginning of an article is on the page: it is said not to be free, or the rest is for sale."""
    if len(text.split()) > STUB_WORDS:
        return False
    if is_behind_a_paywall(tree):
        return True
    return SELLS.search(" ".join(tree.text_content().split())) is not None


def _is_marked_as_article(tree: HtmlElement) -> bool:
    """Whether the page's JSON-LD or its `og:type` calls it an article."""
    for node in linked_data(tree):
        for kind in _as_list(node.get("@type")):
            if isinstance(kind, str) and ARTICLES.search(kind):
                return True
    return bool(tree.xpath("//meta[@property='og:type'][@content='article']"))


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
