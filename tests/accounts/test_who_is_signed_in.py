"""The desk acts in the name of who is signed in, and for nobody else."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.functional import SimpleLazyObject
from support.people import person

from factcheck.admin.signed_in import signed_in_user


def test_nobody_acts_without_signing_in(rf):
    request = rf.post("/admin/")
    request.user = AnonymousUser()

    with pytest.raises(PermissionDenied):
        signed_in_user(request)


@pytest.mark.django_db
def test_the_person_is_the_one_of_the_session(rf):
    request = rf.post("/admin/")
    request.user = SimpleLazyObject(lambda: person("editor"))

    assert signed_in_user(request) == person("editor")
