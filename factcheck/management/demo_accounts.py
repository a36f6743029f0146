"""The people of a demonstration: one for each role, with passwords of this installation alone."""

import json
import os
import secrets
from pathlib import Path

from django.contrib.auth.models import Group
from django.db import transaction

from factcheck.models import User

PEOPLE = {
    "reporter": ("Rowan Reporter", "Reporter"),
    "editor": ("Eden Editor", "Editor"),
    "publisher": ("Paz Publisher", "Publisher"),
    "admin": ("Ada Admin", "Administrator"),
}
"""login: (name at the desk, role)"""


def prepare(path: Path) -> tuple[dict[str, User], dict[str, str]]:
    """The accounts and their passwords by login. Passwords are drawn once and kept in `path`, for its owner alone."""
    passwords = passwords_in(path)
    accounts = {}
    for login, password in passwords.items():
        accounts[login] = account(login, password)
    return accounts, passwords


def passwords_in(path: Path) -> dict[str, str]:
    """The passwords by login in a file, which is written first where it is not there yet."""
    if path.exists():
        return json.loads(path.read_text())
    passwords = {login: secrets.token_urlsafe(12) for login in PEOPLE}
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
    ) as file:
        json.dump(passwords, file, indent=2)
    draft.rename(path)
    return passwords


@transaction.atomic
def account(login: str, password: str) -> User:
    """The person of this login, made when missing; the password is the printed one again, whatever it was since."""
    desk_name, role = PEOPLE[login]
    user, is_new = User.objects.get_or_create(
        username=login,
        defaults={
            "desk_name": desk_name,
            "is_staff": True,
            "is_superuser": role == "Administrator",
        },
    )
    if is_new:
        user.groups.add(Group.objects.get(name=role))
    if not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    return user
