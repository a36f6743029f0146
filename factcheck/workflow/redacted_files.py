"""Redaction in stored files: uploads, archived bytes, and the lines of the ledger's first form."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.core.files.storage import default_storage

from factcheck import ledger
from factcheck.models import ImportJob
from factcheck.records import captures
from factcheck.text import replacement
from factcheck.text.replacement import Find

from .candidates import bytes_may_hold

log = structlog.get_logger(__name__)
HANDED_IN = "imports"
CARRIED_OVER = "carried-over"
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
ADDRESS = ("slug", "path")


def remove_stored(find: Find, runs: Iterable[str], ground: str) -> None:
    """Remove every stored file in which the words can be read, and say so where a row names it."""
    for name in files_with(find, runs, HANDED_IN):
        default_storage.delete(name)
        ImportJob.objects.filter(file=name).update(file="")
        log.info("a file was removed by a redaction", ground=ground)
    captures.remove_bytes(
        (Path(name).name for name in files_with(find, runs, captures.FOLDER)), ground
    )


def files_with(find: Find, runs: Iterable[str], folder: str = "") -> Iterator[str]:
    """The stored files under a folder whose bytes hold the words, read as UTF-8 with the escapes of JSON and HTML.

    What is compressed, as PDF and office documents are, is not looked into.
    """
    plain = [run.lower().encode() for run in runs]
    for name in list(stored_files(folder)):
        with default_storage.open(name) as file:
            data = file.read()
        # Decoding and searching is slow: most files are ruled out by their bytes.
        if not bytes_may_hold(data.lower(), plain):
            continue
        if _is_in(data.decode("utf-8", "replace"), find):
            yield name


def _is_in(text: str, find: Find) -> bool:
    return any(map(find, _unescaped(text)))


def _unescaped(text: str) -> Iterator[str]:
    """The text as it stands, and with the escapes of JSON and HTML resolved."""
    yield text
    if "\\u" in text:
        yield ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    if "&" in text:
        yield unescape(text)


def stored_files(folder: str) -> Iterator[str]:
    """The names of all files under a folder of the site's storage."""
    if not default_storage.exists(folder):
        return
    folders, files = default_storage.listdir(folder)
    for file in files:
        yield f"{folder}/{file}" if folder else file
    for inner in folders:
        yield from stored_files(f"{folder}/{inner}" if folder else inner)


def empty_old_lines(find: Find, whole: dict[int, UUID], spared: Iterable[UUID]) -> None:
    """Take the words out of the lines of the first form, which stay in a file when a ledger is carried over.

    `whole` names the lines that go as a whole, by today's number; the old one is one less.
    """
    path = ledger.old_lines()
    left_alone = {str(uid) for uid in spared}
    numbers = {seq - 1: str(uid) for seq, uid in whole.items()}

    def change(row: dict[str, Any]) -> dict[str, Any]:
        if numbers.get(row["seq"]) == row["uid"]:
            payload = row["payload"]
            address = {name: payload[name] for name in payload if name in ADDRESS}
            row = row | {"payload": address}
        return row if row["uid"] in left_alone else replacement.replaced(row, find)

    try:
        ledger.rewrite_old_lines(path, change)
    except FileNotFoundError:
        if any(key.reason == CARRIED_OVER for key in ledger.named_keys()):
            log.warning(
                "the lines of the old ledger are not where they were kept; redact them there",
                path=str(path),
            )
    except OSError as error:
        log.error(
            "the lines of the old ledger could not be redacted",
            path=str(path),
            error=error.strerror,
        )


def old_lines_elsewhere(find: Find) -> list[str]:
    """The file with the lines of the old ledger, where it holds the words and lies beside the site's storage."""
    path, media = ledger.old_lines(), Path(settings.MEDIA_ROOT).resolve()
    if path.resolve().is_relative_to(media) or not path.exists():
        return []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if _is_in(line, find):
                return [str(path)]
    return []
