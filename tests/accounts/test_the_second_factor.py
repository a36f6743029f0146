"""Who may do more than a reporter shows a second factor; until it is set up, nothing else opens."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.test import RequestFactory
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView
from support.people import person

from factcheck.admin.accounts import factors
from factcheck.admin.accounts.middleware import SecondFactorMiddleware

SET_UP = "/accounts/second-factor/set-up/"
ROLES = {
    "Read-only": False,
    "Reporter": False,
    "Import operator": True,
    "Editor": True,
    "Publisher": True,
    "Administrator": True,
    "Emergency publication": True,
}
CLOSED = [
    "/admin/",
    "/admin/factcheck/claim/",
    "/admin/factcheck/claim/add/",
    "/admin/password_change/",
    "/admin/nowhere/",
    "/accounts/sessions/",
    "/accounts/second-factor/",
    "/accounts/recovery-codes/new/",
]


def with_role(role: str):
    somebody = person("somebody")
    somebody.groups.set([Group.objects.get(name=role)])
    return somebody


@pytest.mark.parametrize(("role", "needed"), ROLES.items(), ids=ROLES)
def test_who_needs_one(browser, role, needed):
    page = browser()
    page.force_login(with_role(role))

    answer = page.get("/admin/")

    assert (answer.status_code, answer.headers.get("Location")) == (
        (302, SET_UP) if needed else (200, None)
    )


def test_a_single_permission_counts_like_a_role():
    somebody = with_role("Reporter")
    somebody.user_permissions.add(Permission.objects.get(codename="publish_records"))

    assert factors.is_required_of(somebody)


def test_a_superuser_needs_one():
    somebody = person("somebody")
    somebody.is_superuser = True

    assert factors.is_required_of(somebody)


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_editor_without_one_reaches_nothing_else(browser, path, method):
    page = browser()
    page.force_login(person("editor"))

    answer = getattr(page, method)(path)

    assert (answer.status_code, answer["Location"]) == (302, SET_UP)


class Api(APIView):
    authentication_classes = [SessionAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response(request.user.username)


@pytest.mark.parametrize(
    ("name", "status"), [("editor", 403), ("reporter", 200)], ids=["editor", "reporter"]
)
def test_an_api_that_takes_sessions_does_not_see_an_editor_without_one(name, status):
    request = RequestFactory().get("/api/v1/claims/")
    request.user = person(name)
    request.resolver_match = type(
        "Match", (), {"view_name": "api", "route": "api/v1/claims/"}
    )

    SecondFactorMiddleware(None).process_view(request, Api.as_view(), [], {})

    assert Api.as_view()(request).status_code == status


def test_public_pages_stay_without_a_cookie(browser):
    page = browser()
    page.force_login(person("editor"))

    assert "Cookie" not in page.get("/corrections/").headers.get("Vary", "")


def test_an_editor_sets_one_up_and_goes_on(browser):
    page = browser()
    person("editor")
    page.log_in("editor")
    why = page.post(
        "/accounts/reauthenticate/",
        {"password": "correct horse battery", "next": SET_UP},
        follow=True,
    )

    page.set_up()

    assert "Your role changes what readers see" in why.content.decode()
    assert page.answer["Location"] == "/accounts/recovery-codes/"
    assert len(page.get("/accounts/recovery-codes/").context["unused_codes"]) == 10
    assert page.is_in()


def test_a_wrong_code_sets_nothing_up(browser):
    page = browser()
    page.force_login(person("editor"))
    page.post("/accounts/reauthenticate/", {"password": "correct horse battery"})
    page.get(SET_UP)

    answer = page.post(SET_UP, {"code": "000000"})

    assert answer.context["form"].errors == {"code": ["Incorrect code."]}
    assert not Authenticator.objects.exists()


def test_the_password_alone_no_longer_lets_in(browser, holder):
    editor, page = holder("editor"), browser()

    asked = page.log_in("editor")

    assert asked["Location"] == "/accounts/second-factor/ask/"
    assert not page.is_in()
    page.give(editor.code())
    assert page.is_in()


def test_who_is_signed_in_does_not_become_another_by_a_password_alone(browser, holder):
    editor, reporter, page = holder("editor"), person("reporter"), browser()
    page.log_in(reporter.username)

    page.post(
        "/admin/login/",
        {"username": editor.user.username, "password": "correct horse battery"},
    )

    assert page.get("/admin/").context["user"] == reporter


def test_a_code_lets_in_once(browser, holder):
    editor, first, second = holder("editor"), browser(), browser()
    code = editor.code()
    first.log_in("editor")
    second.log_in("editor")

    first.give(code)
    second.give(code)

    assert first.is_in()
    assert not second.is_in()


def test_a_recovery_code_lets_in_once(browser, holder):
    editor, first, second = holder("editor"), browser(), browser()
    first.log_in("editor")
    second.log_in("editor")

    first.give(editor.recovery_codes[0])
    second.give(editor.recovery_codes[0])

    assert first.is_in()
    assert not second.is_in()


def test_codes_are_not_guessed(browser, holder):
    editor, page = holder("editor"), browser()
    page.log_in("editor")
    for _ in range(5):
        page.give("000000")

    answer = page.give(editor.code())

    assert "Too many failed login attempts" in answer.content.decode()
    assert not page.is_in()


def test_recovery_codes_alone_are_none(holder):
    editor = holder("editor").user
    Authenticator.objects.filter(user=editor, type=Authenticator.Type.TOTP).delete()

    assert factors.is_missing(editor)


def test_setting_one_up_ends_what_was_opened_with_the_password_alone(browser):
    mine, theirs = browser(), browser()
    for page in (mine, theirs):
        page.force_login(person("editor"))

    mine.set_up()

    assert mine.is_in()
    assert theirs.get("/admin/")["Location"].startswith("/admin/login/")


def test_moving_to_another_app_leads_to_a_new_one(browser, holder):
    editor, page = holder("editor"), browser()
    page.force_login(editor.user)
    page.post("/accounts/second-factor/again/", {"code": editor.code()})

    page.post("/accounts/second-factor/remove/")

    assert page.get("/admin/")["Location"] == SET_UP


def test_the_demonstration_does_without_and_says_so(browser, settings):
    settings.REQUIRE_MFA = False
    page = browser()
    page.force_login(person("editor"))

    assert "the second factor is switched off" in page.get("/admin/").content.decode()


def test_the_note_is_gone_where_it_is_required(browser, holder):
    page = browser()
    page.force_login(holder("editor").user)

    assert (
        "the second factor is switched off" not in page.get("/admin/").content.decode()
    )
