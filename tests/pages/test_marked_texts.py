"""Whatever a public template says of its own can be translated, and is gathered."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.base import TextNode
from django.template.loader_tags import BlockNode

from factcheck.management import translations

TEMPLATES = Path(settings.BASE_DIR) / "templates"
# The desk, signing in to it and the API are in English; a failure is told without asking anything, least of all its
# language.
LEFT_OUT = (
    "admin/",
    "account/",
    "mfa/",
    "usersessions/",
    "429.html",
    "api/",
    "factcheck/widgets/",
    "500.html",
    "507.html",
)
ALL = sorted(
    path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")
)
PUBLIC = [name for name in ALL if not name.startswith(LEFT_OUT)]
SPOKEN = re.compile(r'\b(?:aria-label|placeholder|title|alt)="([^"]*)"')
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[A-Za-z]{2,}")
# What is written alike in every language.
ALIKE = {"API", "JSON", "sha", "Wikidata", "The", "Record", "da"}


def literals(name: str) -> str:
    """What a template shows of its own: text between tags, and the attributes that are read out."""
    nodelist = engines["django"].get_template(name).template.nodelist
    classes = [
        node
        for node in nodelist.get_nodes_by_type(BlockNode)
        if node.name == "page_class"
    ]
    unseen = {
        id(node) for block in classes for node in block.get_nodes_by_type(TextNode)
    }
    nodes = [
        node for node in nodelist.get_nodes_by_type(TextNode) if id(node) not in unseen
    ]
    # Where a tag stood there is no letter, so that an element cut in two by one still ends.
    text = re.sub(
        r"<(code|pre)\b.*?</\1>|&\w+;|\b\w+\.(?:ndjson|py)\b",
        " ",
        "".join(node.s for node in nodes),
        flags=re.S,
    )
    return " ".join([*SPOKEN.findall(text), TAG.sub(" ", text)])


@pytest.mark.parametrize("name", PUBLIC)
def test_no_word_stands_outside_a_mark(name):
    found = {word for word in WORD.findall(literals(name)) if word not in ALIKE}

    assert found == set()


@pytest.mark.parametrize("language", translations.languages())
def test_nothing_is_marked_that_the_catalogue_lacks(language):
    marked = {(message.id, message.context) for message in translations.marked_texts()}
    kept = {(message.id, message.context) for message in translations.read(language)}

    assert marked == kept
