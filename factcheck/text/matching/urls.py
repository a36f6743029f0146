"""Addresses written one way, so that one page is one source. Text only: nothing is ever fetched."""

import hashlib
import re
from urllib.parse import (
    SplitResult,
    parse_qsl,
    quote,
    unquote,
    urlencode,
    urlsplit,
    urlunsplit,
)

TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|wbraid|gbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|mc_[ce]id|mkt_tok"
    r"|_ga|_gl|_hs(?:enc|mi)|vero_\w+|oly_(?:enc|anon)_id|cmpid|ns_(?:campaign|source|mchannel|linkname|fee)|at_\w+|pk_\w+"
    r"|piwik_\w+|mtm_\w+|wt\.\w+|s_cid|ref_src|ref_url|ocid|smid|smtyp|cmp|xtor",
    re.IGNORECASE,
)
PORTS = {"http": "80", "https": "443"}
PATH_SAFE = "/:@!$&'()*+,;=~"
WEB = ("http", "https")
BYTES = "surrogateescape"
LONGEST_KEY = 1000


def canonical_url(url: str) -> str:
    """The address without what does not change the page that it names; for comparing, not for fetching.

    http and https, and a host with and without "www.", count as one. What is no web address comes back stripped.
    """
    url = re.sub(r"[\t\r\n]", "", url.strip())
    try:
        parts = urlsplit(
            url if "//" in url[:9] or ":" in url.split("/")[0] else f"https://{url}"
        )
        host, path = _host(parts), _path(parts.path)
    except ValueError:
        return url
    if parts.scheme not in WEB or not host:
        return url
    return urlunsplit(("https", host, path, _query(parts.query), ""))


def address_key(url: str) -> str:
    """The canonical address as a page is kept by it, 1,000 characters at most; empty for what is no web address."""
    canonical = canonical_url(url or "")
    if not canonical.startswith("https://"):
        return ""
    if len(canonical) <= LONGEST_KEY:
        return canonical
    digest = hashlib.sha256(canonical.encode(errors="replace")).hexdigest()
    return f"{canonical[: LONGEST_KEY - len(digest) - 1]}#{digest}"


def same_host(one: str, other: str) -> bool:
    """Whether two addresses are of one host, "www." aside."""
    host = urlsplit(address_key(one)).netloc
    return bool(host) and host == urlsplit(address_key(other)).netloc


def _host(parts: SplitResult) -> str:
    """The host with the port that its scheme does not imply; without "www." before a name that has one."""
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if ":" in host:
        host = f"[{host}]"
    elif host.count(".") > 1:
        host = host.removeprefix("www.")
    if parts.port is None or str(parts.port) == PORTS.get(parts.scheme):
        return host
    return f"{host}:{parts.port}"


def _path(path: str) -> str:
    """Escaped one way, dots resolved, no empty step and no slash at the end."""
    steps: list[str] = []
    for step in path.split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step not in ("", ".", ".."):
            steps.append(_escaped(step))
    return "/" + "/".join(steps) if steps else ""


def _escaped(step: str) -> str:
    """An escaped slash or per cent sign stays escaped: it is not the same as a plain one."""
    pieces = re.split(r"(%2[Ff]|%25)", step)
    for number, piece in enumerate(pieces):
        if number % 2:
            pieces[number] = piece.upper()
        else:
            plain = unquote(piece, errors=BYTES)
            pieces[number] = quote(plain, PATH_SAFE, errors=BYTES)
    return "".join(pieces)


def _query(query: str) -> str:
    """The parameters in alphabetical order, without those that only follow readers around."""
    telling = []
    for name, value in parse_qsl(query, keep_blank_values=True, errors=BYTES):
        if not TRACKING.fullmatch(name):
            telling.append((name, value))
    return urlencode(sorted(telling), errors=BYTES)
