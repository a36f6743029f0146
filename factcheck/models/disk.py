"""A full disk: whether it is one that made something fail."""

import errno
import sqlite3

from psycopg.errors import DiskFull

FULL = {errno.ENOSPC, errno.EDQUOT}


def is_full(error: BaseException | None) -> bool:
    """Whether the error comes from a disk without space, for files or for either database."""
    while error is not None:
        if isinstance(error, DiskFull) or getattr(error, "errno", None) in FULL:
            return True
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return True
        error = error.__cause__ or error.__context__
    return False
