"""Whatever a record holds comes back as it was: content, draft, content, for every kind and every part."""

from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.people import change, make, person, published, uid
from support.record_contents import TEXT, full

from factcheck import ledger, workflow
from factcheck.models import Capture, Party
from factcheck.records import drafts, registry
from factcheck.text import invisible

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground() -> dict[str, str]:
    """The uids of one record of each kind that others point to."""
    party, dispute, rating = published("party"), make("dispute"), make("rating")
    source = make("source")
    Capture.objects.create(
        source=source,
        sha256="a" * 64,
        media_type="text/plain",
        byte_count=9,
        text=TEXT,
        captured_at=timezone.now(),
    )
    quote = make("quote", disputes=[uid(dispute)], source=uid(source))
    claim = make("claim", disputes=[uid(dispute)])
    side = {
        "slug": "upper",
        "name": "Upper",
        "line": "Ours.",
        "parties": [uid(party)],
        "uid": str(uuid4()),
    }
    dispute = change(dispute, sides=[side])
    found = {
        "party": party,
        "dispute": dispute,
        "rating": rating,
        "source": source,
        "quote": quote,
        "claim": claim,
    }
    return {name: uid(record) for name, record in found.items()} | {"side": side["uid"]}


@pytest.mark.parametrize(
    "kind", ["rating", "party", "source", "dispute", "quote", "claim", "entry", "point"]
)
def test_full_content_comes_back_as_it_was(ground, kind):
    content = full(kind, ground)

    record = make(kind, slug="round", **content)
    stored = registry.get(kind).model.objects.get(pk=record.pk)

    assert registry.of(stored).content(stored) == content
    assert ledger.canonical(registry.of(stored).content(stored))


@pytest.mark.parametrize(
    "kind", ["rating", "party", "source", "dispute", "quote", "claim", "entry", "point"]
)
def test_the_first_line_of_history_says_what_is_stored(ground, kind):
    record = make(kind, slug="round", **full(kind, ground))

    stored = workflow.working_copy(registry.get(kind).whole().get(pk=record.pk))
    [first] = workflow.revisions(record)
    assert first.changed == {
        name: [None, value] for name, value in stored.items() if value is not None
    }


@pytest.mark.parametrize(
    "kind", ["rating", "party", "source", "dispute", "quote", "claim", "entry", "point"]
)
def test_an_earlier_version_is_taken_up_with_every_field_and_part(ground, kind):
    record = make(kind, slug="round", **full(kind, ground))
    before, line = workflow.working_copy(record), workflow.revisions(record).first()
    parts = {
        part.name: None if part.single else [] for part in registry.get(kind).parts
    }
    field = next(
        name
        for name, value in before.items()
        if isinstance(value, str) and " " in value
    )
    changed = change(record, **parts, **{field: f"{before[field]} And more."})

    again = workflow.revert(
        changed, line, person("editor"), expected=changed.lock_version
    )

    assert workflow.working_copy(changed) != before
    assert workflow.working_copy(registry.get(kind).whole().get(pk=again.pk)) == before


@pytest.mark.parametrize(
    "kind", ["rating", "party", "source", "dispute", "quote", "claim", "entry", "point"]
)
def test_content_that_comes_back_changes_nothing(ground, kind):
    record = make(kind, slug="round", **full(kind, ground))

    again = change(record, person("editor"))

    assert (again.lock_version, again.changed_by) == (0, person("reporter"))
    assert workflow.revisions(again).count() == 1


def test_every_field_of_every_public_form_has_a_value_in_this_test(ground):
    for kind in registry.all_kinds():
        content = full(kind.name, ground)
        assert set(content) == set(kind.serializer.fields) - drafts.ENVELOPE, kind.name
        for part in kind.parts:
            assert content[part.name], f"{kind.name} {part.name}"


def test_what_the_data_no_longer_has_goes_and_the_rest_keeps_its_uid(ground):
    content = full("party", ground)
    record = make("party", slug="round", **content)

    kept = change(record, roles=content["roles"][1:])

    roles = registry.of(kept).content(Party.objects.get(pk=kept.pk))["roles"]
    assert roles == content["roles"][1:]


def test_parts_keep_the_order_they_were_given_in(ground):
    content = full("party", ground)
    record = make("party", slug="round", **content)

    turned = change(record, roles=content["roles"][::-1])

    assert [role["title"] for role in registry.of(turned).content(turned)["roles"]] == [
        "Mayor",
        "Premier",
    ]


def _is_refused(text: str) -> bool:
    return bool(invisible.refusal(text)) or invisible.is_blank(text)


# What nobody sees is refused or left out, which is tried at the desk.
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60
).filter(
    lambda text: (
        text == text.strip() == invisible.tidied(text) and not _is_refused(text)
    )
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(name=texts, aliases=st.lists(texts, max_size=4))
def test_any_text_that_is_taken_comes_back_letter_for_letter(name, aliases):
    record = make("party", name=name, slug=f"p-{uuid4()}", aliases=aliases)

    stored = registry.of(record).content(Party.objects.get(pk=record.pk))
    assert (stored["name"], stored["aliases"]) == (name, aliases)
