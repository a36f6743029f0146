import pytest

from factcheck.management import demo_accounts

pytestmark = pytest.mark.django_db


def test_everyone_can_sign_in_with_the_printed_password(client, tmp_path):
    _, passwords = demo_accounts.prepare(tmp_path / "accounts.json")

    assert set(passwords) == {"reporter", "editor", "publisher", "admin"}
    for login, password in passwords.items():
        assert client.login(username=login, password=password)


def test_passwords_are_readable_by_their_owner_alone(tmp_path):
    _, first = demo_accounts.prepare(tmp_path / "accounts.json")
    _, second = demo_accounts.prepare(tmp_path / "accounts.json")

    assert first == second
    assert (tmp_path / "accounts.json").stat().st_mode & 0o777 == 0o600


def test_two_installations_have_different_passwords(tmp_path):
    assert not set(demo_accounts.passwords_in(tmp_path / "a").values()) & set(
        demo_accounts.passwords_in(tmp_path / "b").values()
    )


def test_each_has_the_rights_of_its_role(tmp_path):
    accounts, _ = demo_accounts.prepare(tmp_path / "accounts.json")

    assert accounts["publisher"].has_perm("factcheck.publish_records")
    assert not accounts["editor"].has_perm("factcheck.publish_records")
    assert [login for login, user in accounts.items() if user.is_superuser] == ["admin"]


def test_what_a_person_changed_stays(tmp_path):
    accounts, _ = demo_accounts.prepare(tmp_path / "accounts.json")
    accounts["editor"].desk_name = "E. D."
    accounts["editor"].save()

    accounts, _ = demo_accounts.prepare(tmp_path / "accounts.json")

    assert accounts["editor"].desk_name == "E. D."
