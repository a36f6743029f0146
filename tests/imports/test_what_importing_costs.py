"""An import of thousands of records asks the database a bounded number of times for each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from support.dossiers import bring_in, claim, dossier, entry, ground

from factcheck.imports.dossier import stages

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_many_a_chunk_as_there_are(monkeypatch):
    monkeypatch.setattr(stages, "CHUNK_SECONDS", 60)


def queries(make, count: int, start: int) -> int:
    """What it costs to import so many new records."""
    records = [make(f"r{i}") for i in range(start, start + count)]
    with CaptureQueriesContext(
        connection,
    ) as captured:
        job = bring_in(dossier(*records))
    assert job.created == count
    return len(captured)


@pytest.mark.slow
@pytest.mark.parametrize(("make", "most"), [(claim, 18), (entry, 19)])
def test_a_new_record_costs_so_many_queries_and_no_more(make, most):
    bring_in(dossier(*ground()))

    few, many = queries(make, 10, 0), queries(make, 40, 10)

    assert (many - few) / 30 <= most


@pytest.mark.slow
def test_importing_again_what_is_known_costs_next_to_nothing():
    records = [claim(f"c{i}") for i in range(40)]
    bring_in(dossier(*ground(), *records[:10]))
    bring_in(dossier(*records))

    with CaptureQueriesContext(connection) as few:
        bring_in(dossier(*records[:10]))
    with CaptureQueriesContext(connection) as many:
        bring_in(dossier(*records))

    assert (questions(many) - questions(few)) / 30 < 1


def questions(captured: CaptureQueriesContext) -> int:
    """How often the database was asked, without the savepoints that let one record fail alone."""
    return sum("SAVEPOINT" not in query["sql"] for query in captured)
