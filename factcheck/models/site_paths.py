"""Paths of this site, which may be mounted under a prefix such as `/record/`."""

from django.urls import get_script_prefix


def site_path(path: str) -> str:
    """A path as the ledger writes it, under the prefix of the site; nothing for nothing."""
    return get_script_prefix().rstrip("/") + path if path else ""


def path_info(path: str) -> str:
    """A path of this site without the prefix, as URLs are resolved; empty where it is not under the prefix."""
    prefix = get_script_prefix()
    return f"/{path.removeprefix(prefix)}" if path.startswith(prefix) else ""
