"""What another site shows in a frame: small, framed nowhere but there, live or fixed at a moment."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from support.people import change, make, person, publish, published, uid

from factcheck import workflow

EMBEDS = [
    "/disputes/bridge/embed/",
    "/entries/closing/embed/",
    "/claims/belongs/embed/",
]
OTHERS = [
    *(
        "/",
        "/disputes/bridge/",
        "/entries/closing/",
        "/claims/belongs/",
        "/quotes/our-bridge/",
        "/sources/report/",
    ),
    *(
        "/claims/",
        "/ledger/",
        "/search/?q=bridge",
        "/disputes/bridge/embed/x/",
        "/disputes/bridge/timeline.json",
    ),
    *(
        "/oembed?url=http://127.0.0.1:8000/claims/belongs/",
        "/quotes/our-bridge/embed/",
        "/api/v1/claims/",
        "/nothing",
    ),
]
STYLESHEET = re.compile(r'rel="?stylesheet"? href="?([^" >]+)')
# A theme, and how the rule starts that sets it in the sheet of the frame.
THEMES = [
    ("light", ":root {"),
    ("dark", ':root:not([data-theme="light"]) {'),
    ("dark", ':root[data-theme="dark"] {'),
]
LONG = "\N{BRIDGE AT NIGHT}" * 4000


@pytest.mark.parametrize("path", EMBEDS)
def test_another_site_may_frame_an_embed(world, get, path):
    response = get(path)

    assert "X-Frame-Options" not in response.headers
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "script-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("path", OTHERS)
def test_no_other_page_may_be_framed(world, client, path):
    response = client.get(path)

    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("path", EMBEDS)
def test_an_embed_sets_no_cookie_and_asks_only_this_site(world, get, path):
    response = get(path)

    html = response.content.decode()
    assert not response.cookies
    assert "src=http" not in html.replace('"', "")
    assert "style=" not in html


@pytest.mark.parametrize("path", EMBEDS)
def test_an_embed_shows_the_record_and_leads_to_it(world, get, path):
    html = get(path).content.decode()

    full = path.removesuffix("embed/")
    title = {
        "d": "Who owns the bridge?",
        "e": "Upper Town closes the bridge",
        "c": "The bridge belongs to Upper Town.",
    }
    assert title[path[1]] in html
    assert f'<link rel="canonical" href="{settings.SITE_URL}{full}">' in html
    assert f'<a href="{full}" target="_top" rel="noopener">' in html


def test_a_claim_s_embed_shows_its_verdict(world, get):
    html = get("/claims/belongs/embed/").content.decode()

    assert "Unproven" in html
    assert "No deed was found." in html


def test_the_longest_records_stay_under_fifteen_kilobytes(world, get, reworded):
    verdict = {**world.verdict(), "uid": uid(world.claim), "rationale": LONG}
    reworded(world.claim, text=LONG, verdict=verdict)
    reworded(world.entry, headline=LONG, body=LONG, place=LONG)
    reworded(world.quote, words=LONG)
    reworded(world.dispute, title=LONG)
    for n in range(12):
        entry = published("entry", headline=f"{n}", **world.entry_content())
        reworded(entry, headline=LONG, place=LONG)

    sizes = {path: weight(get(path).content) for path in EMBEDS}

    assert max(sizes.values()) < 15_000, sizes


def test_a_dispute_s_embed_holds_the_ten_newest_and_leads_to_all(world, get):
    publish(
        *(
            make(
                "entry",
                headline=f"Day {n}",
                when=f"2026-03-{n:02}",
                **world.entry_content(),
            )
            for n in range(1, 13)
        )
    )

    html = get("/disputes/bridge/embed/").content.decode()

    assert [f"Day {n}" for n in range(1, 13) if f">Day {n}<" in html] == [
        f"Day {n}" for n in range(3, 13)
    ]
    assert html.index("Day 12<") < html.index("Day 3<")
    assert "All entries in the record" in html


def test_a_dispute_s_embed_takes_the_filters_of_its_page(world, get):
    publish(
        make("entry", headline="They talk", **world.entry_content(entry_kind="talks"))
    )

    html = get("/disputes/bridge/embed/?kind=talks&party=upper-town").content.decode()

    assert "They talk" in html
    assert "Upper Town closes the bridge" not in html
    assert 'href="/disputes/bridge/?party=upper-town&amp;kind=talks"' in html


def test_a_frozen_embed_stays_as_it_was_and_leads_to_the_present(world, get):
    then = get("/api/v1/claims/belongs/").json()["published_at"]
    publish(
        change(world.claim, text="It belongs to nobody."),
        action="correct",
        notice="So.",
    )

    html = get(f"/claims/belongs/embed/?as_of={then}").content.decode()

    assert "The bridge belongs to Upper Town." in html
    assert "It belongs to nobody." not in html
    assert "As it stands now" in html
    assert "It belongs to nobody." in get("/claims/belongs/embed/").content.decode()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_of_the_address_is_the_theme(world, get, theme):
    assert (
        f'data-theme="{theme}"'
        in get(f"/claims/belongs/embed/?theme={theme}").content.decode()
    )


def test_the_themes_are_those_of_the_record():
    tokens, embed = sheet("tokens"), sheet("embed")
    dark = "@media (prefers-color-scheme: dark)"
    record = {
        "light": roles(tokens, ":root {"),
        "dark": roles(tokens.partition(dark)[2], ":root {"),
    }

    for theme, start in THEMES:
        shown = roles(embed, start)

        assert {"--paper", "--ink", "--link", "--negative"} <= shown.keys()
        assert shown.items() <= record[theme].items()


def test_an_unknown_theme_is_refused_by_name(world, client):
    response = client.get("/claims/belongs/embed/?theme=pink")

    assert response.status_code == 400
    assert "not “pink”" in response.content.decode()


def test_a_filter_that_means_nothing_is_refused_in_the_frame(world, client):
    response = client.get("/disputes/bridge/embed/?party=nobody")

    assert response.status_code == 400
    assert "party: “nobody” is not in the record." in response.content.decode()
    assert "X-Frame-Options" not in response.headers


def test_a_retracted_claim_leaves_a_few_words(world, client):
    workflow.retract(world.claim, person("publisher"), reason="The deed was forged.")

    response = client.get("/claims/belongs/embed/")

    html = response.content.decode()
    assert response.status_code == 410
    assert "Retracted" in html
    assert "The deed was forged." in html
    assert "belongs to Upper Town" not in html


def test_a_draft_has_no_embed(world, client):
    make("claim", slug="secret", text="Nobody knows.", **world.claim_content())

    response = client.get("/claims/secret/embed/")

    assert response.status_code == 404
    assert "Nobody knows" not in response.content.decode()


def test_a_record_addressed_by_uid_leads_to_its_embed(world, client):
    response = client.get(f"/claims/{world.claim.uid}/embed/?theme=dark")

    assert response["Location"] == "/claims/belongs/embed/?theme=dark"


@pytest.mark.slow
def test_fifty_entries_cost_as_many_queries_as_one(world, client):
    few = {path: queries(client, path) for path in EMBEDS}

    claims = [
        make("claim", text=f"Claim {n}.", **world.claim_content()) for n in range(50)
    ]
    publish(*claims)
    publish(
        *(
            make(
                "entry",
                headline=f"Entry {n}",
                **world.entry_content(claims=[uid(each)]),
            )
            for n, each in enumerate(claims)
        )
    )

    assert {path: queries(client, path) for path in EMBEDS} == few
    assert max(few.values()) <= 12, few


def queries(client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def sheet(name: str) -> str:
    return (Path(settings.BASE_DIR) / "static/css" / f"{name}.css").read_text()


def roles(css: str, start: str) -> dict[str, str]:
    """The variables of the first rule that starts so, with their values."""
    rule = css.partition(start)[2].partition("}")[0]
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", rule))


def weight(html: bytes) -> int:
    """The bytes of a page and of every style sheet that it links."""
    paths = STYLESHEET.findall(html.decode())
    names = [Path(path).name.split(".")[0] for path in paths]
    assert "embed" in names
    return len(html) + sum(len(sheet(name).encode()) for name in names)
