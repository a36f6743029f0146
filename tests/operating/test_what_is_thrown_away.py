"""Once a day what is over is thrown away."""

import datetime as dt
import os
import time

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from support.people import person

from factcheck.imports import retention
from factcheck.models import CacheRow

pytestmark = pytest.mark.django_db


def signed_in(name: str) -> Client:
    person(name)
    browser = Client()
    browser.post(
        "/accounts/login/", {"login": name, "password": "correct horse battery"}
    )
    return browser


def test_sessions_that_ran_out_go_with_their_addresses():
    ended, open_ = signed_in("reporter"), signed_in("reader")
    key = ended.cookies["sessionid"].value
    Session.objects.filter(session_key=key).update(
        expire_date=timezone.now() - dt.timedelta(days=1)
    )
    assert UserSession.objects.count() == 2

    retention.clean_up()

    assert not Session.objects.filter(session_key=key).exists()
    assert UserSession.objects.get().user.username == "reader"
    assert open_.get("/admin/").status_code == 200


def test_counts_that_ran_out_go():
    caches["database"].set("over", 1, 60)
    caches["database"].set("counts", 1, 600)
    CacheRow.objects.filter(cache_key__endswith="over").update(
        expires=timezone.now() - dt.timedelta(seconds=1)
    )

    retention.clean_up()

    assert [row.cache_key for row in CacheRow.objects.all()] == [":1:counts"]


def test_files_that_were_never_finished_go_after_a_day(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    default_storage.save("imports/whole", ContentFile(b"whole"))
    folder = tmp_path / ".unfinished"
    (folder / "old").write_bytes(b"ha")
    (folder / "new").write_bytes(b"ha")
    yesterday = time.time() - 25 * 3600
    os.utime(folder / "old", (yesterday, yesterday))

    retention.clean_up()

    assert [path.name for path in folder.iterdir()] == ["new"]
    assert (tmp_path / "imports" / "whole").read_bytes() == b"whole"
