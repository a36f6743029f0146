"""Where the key that signs lines is found. The database never holds it."""

import os
import shlex
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from .errors import LedgerError
from .keys import KeyUnreadable, Signer, new_signer, read_signer

COMMAND_SECONDS = 10


class KeyMissing(LedgerError):
    """No key that signs was found where the settings say."""


def signer() -> Signer:
    """The key that signs new lines. Raises KeyMissing.

    It is LEDGER_KEY itself, what LEDGER_KEY_COMMAND prints, or what LEDGER_KEY_FILE holds, in this order.
    """
    try:
        return read_signer(_written())
    except KeyUnreadable as error:
        raise KeyMissing(f"The ledger's key cannot be read: {error}") from error


def _written() -> str:
    if settings.LEDGER_KEY:
        return settings.LEDGER_KEY
    if settings.LEDGER_KEY_COMMAND:
        return _printed(settings.LEDGER_KEY_COMMAND)
    path = Path(settings.LEDGER_KEY_FILE)
    try:
        return path.read_text()
    except UnicodeDecodeError as error:
        raise KeyMissing(
            f"{path} holds no key; make one with `manage.py make_ledger_key`."
        ) from error
    except OSError as error:
        raise KeyMissing(
            f"The ledger has no key at {path} ({error.strerror}). Make one with `manage.py make_ledger_key`, or set "
            "LEDGER_KEY_FILE to where it lies; every process that publishes must be able to read it."
        ) from error


def _printed(command: str) -> str:
    try:
        done = subprocess.run(
            shlex.split(command),
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
            check=True,
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise KeyMissing(f"LEDGER_KEY_COMMAND gave no key: {error}") from error
    return done.stdout


def origin() -> str:
    """What a new key speaks for: this site's host and the address of its ledger."""
    return f"{urlsplit(settings.SITE_URL).netloc}/ledger"


def make_key_file(path: Path, name: str = "") -> Signer:
    """A new key in a new file that its owner alone may read. Raises FileExistsError, KeyUnreadable."""
    made = new_signer(name or origin())
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
    ) as file:
        file.write(f"{made}\n")
    return made


def ensure_key_file() -> Signer:
    """The key that signs, made first where none is named and the file is not there yet."""
    if not (
        settings.LEDGER_KEY
        or settings.LEDGER_KEY_COMMAND
        or Path(settings.LEDGER_KEY_FILE).exists()
    ):
        make_key_file(Path(settings.LEDGER_KEY_FILE))
    return signer()
