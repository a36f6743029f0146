"""The broker is killed, is not there, or never got the message: the page answers, and every job is done later."""

import re

import pytest
from support.installation import Installation, both_transports, installed
from support.uploads import EVERY_WAY, text

pytestmark = pytest.mark.slow
SHORT = 25
CRASHES = 20
ADD = "/admin/factcheck/importjob/add/"


def queue_short_texts(site: Installation, many: int = SHORT) -> None:
    for i in range(many):
        site.hand_in(f"short {i}.txt", "text", text(2, f"boat {i} and house"))


def states(report: dict) -> list[str]:
    return [job["state"] for job in report["jobs"]]


def test_a_redis_that_lost_its_queue_loses_no_job(undisturbed, tmp_path):
    with installed(tmp_path, "redis") as site:
        site.worker()
        site.start(*EVERY_WAY)
        queue_short_texts(site)
        site.wait(lambda jobs: jobs[1].state == "running")
        waiting = site.broker.waiting()
        site.broker.kill()
        site.broker.start()
        left = site.broker.waiting()
        site.ask("a_minute_passes")
        report = site.finish()

    assert waiting > SHORT
    assert left < waiting
    assert states(report) == ["done"] * (len(EVERY_WAY) + SHORT)
    assert report["jobs"][: len(EVERY_WAY)] == undisturbed(*EVERY_WAY)["jobs"]


@both_transports
def test_without_a_broker_the_desk_answers_and_the_job_is_done_later(
    transport, tmp_path
):
    with installed(tmp_path, transport, is_up=False, DEBUG="1") as site:
        in_the_way = site.folder / "broker"
        in_the_way.touch()
        handed_in = site.ask(
            "visit",
            path=ADD,
            data={"text": text(3).decode(), "title": "The long talks"},
        )
        pages = [
            site.ask("visit", path=path)
            for path in (handed_in["location"], ADD, "/", "/readyz")
        ]
        print("seconds", [round(page["seconds"], 2) for page in (handed_in, *pages)])  # noqa: T201 - with -s
        before = list(site.jobs().values())
        if transport == "redis":
            site.broker.start()
        else:
            in_the_way.unlink()
        site.worker()
        report = site.finish()

    assert re.fullmatch(
        r"/admin/factcheck/importjob/\d+/change/", handed_in["location"]
    ), handed_in["text"]
    assert [page["status"] for page in pages] == [200] * len(pages)
    assert [(job.state, job.attempts) for job in before] == [("queued", 0)]
    assert states(report) == ["done"]


@both_transports
def test_a_crash_between_commit_and_message_leaves_no_job_behind(transport, tmp_path):
    with installed(tmp_path, transport) as site:
        short = site.folder / "short.txt"
        short.write_bytes(text(2))
        crashed = site.ask(
            "crash_before_sending", path=str(short), adapter="text", times=CRASHES
        )
        before = [job.state for job in site.jobs().values()]
        site.worker()
        report = site.finish()
        attempts = [site.begun(pk) for pk in site.jobs()]

    assert crashed == CRASHES
    assert before == ["queued"] * CRASHES
    assert states(report) == ["done"] * CRASHES
    assert attempts == [[1]] * CRASHES
