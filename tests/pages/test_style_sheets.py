"""Style sheets of public pages name no left and no right, so that they serve a page from the right as they are."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SHEETS = sorted((Path(settings.BASE_DIR) / "static" / "css").glob("*.css"))
PHYSICAL = re.compile(
    r"(?:^|[\s;{])((?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)[\w-]*|left|right"
    r"|border-(?:top|bottom)-(?:left|right)-radius|(?:min-|max-)?(?:width|height)|(?:margin|padding|border)-(?:top|bottom)"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right))\s*[:;]",
    re.M,
)


def declarations(sheet: str) -> str:
    """What a sheet sets: without comments, and without the conditions of media queries."""
    return re.sub(
        r"@(?:media|container)[^{]*", "", re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    )


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_sheet_knows_no_left_and_no_right(path):
    assert PHYSICAL.findall(declarations(path.read_text())) == []


@pytest.mark.parametrize(
    "rule",
    [
        "a { margin-left: 1rem }",
        "a { text-align: right; }",
        "a{left:0}",
        "a { width: 1px }",
    ],
)
def test_what_is_searched_for_matches(rule):
    assert PHYSICAL.search(rule)
