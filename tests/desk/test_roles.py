"""Who may do what at the desk, as a table."""

import pytest
from django.contrib.auth.models import Group
from support.people import make, person

from factcheck import workflow

pytestmark = pytest.mark.django_db

ROLES = ["Read-only", "Reporter", "Editor", "Publisher", "Administrator"]
VERBS = {
    "save": "Reporter Editor Publisher Administrator",
    "submit": "Reporter Editor Publisher Administrator",
    "return": "Editor Publisher Administrator",
    "approve": "Editor Publisher Administrator",
    "publish": "Publisher Administrator",
    "emergency": "",
    "retract": "Publisher Administrator",
    "restore": "Publisher Administrator",
    "merge": "Publisher Administrator",
    "redact": "Administrator",
}
MATRIX = [
    (role, verb, role in allowed.split())
    for verb, allowed in VERBS.items()
    for role in ROLES
]


@pytest.fixture
def tried(desk, world):
    """What happens when somebody of a role tries a verb on a record that is ready for it: the status code."""

    def attempt(role: str, verb: str) -> int:
        somebody = person("somebody")
        somebody.groups.set([Group.objects.get(name=role)])
        record, data = ready(world, verb)
        browser = desk("somebody")
        if verb == "save":
            data = desk("reporter").form(
                f"/admin/factcheck/claim/{record.pk}/change/", "claim_form"
            )
            return browser.save(record, data, context="More.").status_code
        if verb in ("publish", "emergency"):
            return _published(desk, browser, record, verb)
        url = f"/admin/factcheck/claim/{record.pk}/do/{verb}/"
        url += f"?into={data['into']}" if "into" in data else ""
        return browser.post(url, desk("admin").form(url, "act") | data).status_code

    return attempt


def ready(world, verb: str):
    live = {"retract", "restore", "merge", "redact"}
    record = (
        world.claim
        if verb in live
        else make("claim", slug="deed", **world.claim_content())
    )
    if verb in ("return", "approve", "publish"):
        workflow.submit(record, person("reporter"))
    if verb == "publish":
        workflow.approve(record, person("editor"))
    if verb == "restore":
        workflow.retract(record, person("publisher"), reason="It was forged.")
    return record, _form_of(world, verb)


def _form_of(world, verb: str) -> dict:
    if verb == "return":
        return {"comment": "Cite the register."}
    if verb == "redact":
        return {
            "reason": "Why.",
            "ground": "privacy",
            "line": workflow.current_line(world.claim).seq,
        }
    if verb == "merge":
        return {"reason": "Why.", "into": _other(world).pk}
    return {"reason": "Why."}


def _other(world):
    other = make("claim", slug="same", **world.claim_content())
    workflow.submit(other, person("reporter"))
    workflow.approve(other, person("editor"))
    workflow.publish(
        workflow.acknowledging([workflow.Change(other)]), person("publisher")
    )
    return other


def _published(desk, browser, record, verb: str) -> int:
    url = f"/admin/factcheck/claim/publish/?of=claim:{record.uid}"
    form = desk("publisher").form(url, "publish") | desk("publisher").ticked(url)
    return browser.post(
        f"/admin/factcheck/claim/{verb}/", form | {"reason": "Why."}
    ).status_code


@pytest.mark.parametrize(("role", "verb", "allowed"), MATRIX)
def test_who_may_do_what(tried, role, verb, allowed):
    assert tried(role, verb) == (302 if allowed else 403)


def test_emergency_publication_is_a_permission_of_its_own(tried, desk, world):
    person("somebody").groups.add(Group.objects.get(name="Publisher"))
    Group.objects.get(name="Publisher").permissions.add(
        *Group.objects.get(name="Emergency publication").permissions.all()
    )

    assert tried("Publisher", "emergency") == 302


@pytest.fixture
def reader(desk):
    person("onlooker").groups.add(Group.objects.get(name="Read-only"))
    return desk("onlooker")


def test_read_only_sees_every_record_and_saves_none(reader, world):
    page = reader.get(
        f"/admin/factcheck/claim/{world.claim.pk}/change/"
    ).content.decode()

    assert world.claim.text in page
    assert 'name="_save"' not in page
    assert (
        reader.client.post(
            f"/admin/factcheck/claim/{world.claim.pk}/change/", {}
        ).status_code
        == 403
    )


def test_read_only_is_offered_no_action(reader, world):
    page = reader.get("/admin/factcheck/claim/").content.decode()

    assert "approve_chosen" not in page
    assert "submit_chosen" not in page


def test_who_is_not_signed_in_sees_nothing(client, world):
    for path in ("change/", "history/", "do/approve/", "do/publish/"):
        response = client.get(f"/admin/factcheck/claim/{world.claim.pk}/{path}")
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")


def test_an_administrator_makes_no_superuser(desk):
    admin, somebody = desk("admin"), person("somebody")
    url = f"/admin/factcheck/user/{somebody.pk}/change/"

    admin.post(
        url,
        admin.form(url, "user_form") | {"is_superuser": "on", "desk_name": "Some Body"},
    )

    somebody.refresh_from_db()
    assert (somebody.desk_name, somebody.is_superuser) == ("Some Body", False)
