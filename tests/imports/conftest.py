from collections.abc import Callable
from functools import cache

import pytest
from support.installation import installed

from factcheck.imports import jobs, runner
from factcheck.imports.dossier import stages


@pytest.fixture(autouse=True)
def sent(monkeypatch, settings, tmp_path) -> list[int]:
    """The wake-ups that were sent, instead of a broker; files go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    pks = []
    monkeypatch.setattr(
        jobs.current_app, "send_task", lambda name, args, **options: pks.append(args[0])
    )
    return pks


@pytest.fixture
def one_record_a_chunk(monkeypatch):
    """So that there is a moment between any two records."""
    monkeypatch.setattr(stages, "CHUNK_SECONDS", 0)
    monkeypatch.setattr(runner, "PAUSE", 0)


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory) -> Callable[..., dict]:
    """The report on an installation that took these files, by name, while nobody killed anything."""

    @cache
    def report(*names: str) -> dict:
        with installed(tmp_path_factory.mktemp("undisturbed")) as site:
            for pk in site.start(*names):
                site.ask("run", pk=pk)
            return site.ask("report")

    return report
