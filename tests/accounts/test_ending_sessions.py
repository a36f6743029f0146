"""Sessions end: by the person, by an administrator, by being switched off, with a lost second factor."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from support.people import person


@pytest.fixture
def admin(browser, holder):
    page = browser()
    page.force_login(holder("admin").user)
    return page


def signing_in(user) -> str:
    return f"/admin/factcheck/user/{user.pk}/signing-in/"


def switch(admin, user, **changes):
    form = {
        "username": user.username,
        "desk_name": user.desk_name,
        "groups": [],
        "is_staff": "on",
        "email": "",
    }
    return admin.post(f"/admin/factcheck/user/{user.pk}/change/", form | changes)


def test_one_sees_where_one_is_signed_in(browser):
    person("reporter")
    here, there = (
        browser(headers={"user-agent": "Here"}),
        browser(headers={"user-agent": "There"}),
    )
    there.log_in("reporter")
    here.log_in("reporter")

    page = here.get("/accounts/sessions/").content.decode()

    assert "There" in page
    assert page.index("This one") < page.index("Here") < page.index("There")


def test_one_ends_all_sessions_but_this(browser):
    here, listed, unlisted = browser(), browser(), browser()
    person("reporter")
    here.log_in("reporter")
    listed.log_in("reporter")
    unlisted.force_login(person("reporter"))

    page = here.post("/accounts/sessions/", follow=True)

    assert "Every other session was ended." in page.content.decode()
    assert here.is_in()
    assert not listed.is_in()
    assert not unlisted.is_in()


def test_an_administrator_ends_all_sessions_of_a_person(admin, browser):
    reporter, page = person("reporter"), browser()
    page.force_login(reporter)
    assert page.is_in()

    admin.post(signing_in(reporter), {"end": "1"})

    assert not page.is_in()
    assert LogEntry.objects.get().change_message == "Every session was ended."


def test_who_is_switched_off_is_out_at_once(admin, browser):
    reporter, page = person("reporter"), browser()
    page.force_login(reporter)

    switch(admin, reporter)

    assert not page.is_in()


def test_what_was_open_stays_closed_when_somebody_is_switched_on_again(admin, browser):
    reporter, page = person("reporter"), browser()
    page.force_login(reporter)

    switch(admin, reporter)
    switch(admin, reporter, is_active="on")

    reporter.refresh_from_db()
    assert reporter.is_active
    assert not page.is_in()


def test_an_administrator_resets_a_lost_second_factor(admin, browser, holder, caplog):
    editor, open_before = holder("editor"), browser()
    open_before.force_login(editor.user)

    admin.post(signing_in(editor.user), {"reset": "1"})

    assert not Authenticator.objects.filter(user=editor.user).exists()
    assert not open_before.is_in()
    assert "was reset" in LogEntry.objects.get().change_message
    assert "The second factor of editor was reset by admin." in caplog.text
    page = browser()
    page.log_in("editor")
    assert page.get("/admin/")["Location"] == "/accounts/second-factor/set-up/"


def test_the_last_administrator_is_helped_on_the_command_line(holder, capsys):
    admin = holder("admin")

    call_command("reset_second_factor", "admin")

    assert not Authenticator.objects.filter(user=admin.user).exists()
    assert "sets a second factor up anew" in capsys.readouterr().out


def test_nobody_of_that_login_is_an_error(db):
    with pytest.raises(CommandError, match="nobody with the login nobody"):
        call_command("reset_second_factor", "nobody")


MATRIX = {"reporter": 403, "editor": 403, "publisher": 403, "admin": 302}


@pytest.mark.parametrize(("name", "status"), MATRIX.items(), ids=MATRIX)
@pytest.mark.parametrize("act", ["end", "reset"])
def test_who_may(browser, settings, name, status, act):
    settings.REQUIRE_MFA = False
    page = browser()
    page.force_login(person(name))

    assert (
        page.post(signing_in(person("second_editor")), {act: "1"}).status_code == status
    )


def test_an_administrator_does_not_reset_a_superuser(admin, holder):
    above = holder("second_admin").user
    above.is_superuser = True
    above.save()

    assert admin.post(signing_in(above), {"reset": "1"}).status_code == 403
    assert Authenticator.objects.filter(user=above).exists()


def test_ones_own_are_not_ended_from_the_list_of_people(admin):
    own = person("admin")

    admin.post(signing_in(own), {"reset": "1"})

    assert Authenticator.objects.filter(user=own).exists()
    assert "These are yours" in admin.get(signing_in(own)).content.decode()
