"""What rests on one origin: each source under the one that it merely repeats."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from . import svg

ROW, INDENT = 26, 26
LETTERS = 38
"""Letters of a name at the edge of the narrowest screen; each indent takes four of them."""

WIDE_LETTERS = 90
"""The same on a wide screen."""

DEEPEST = 5
"""How many times a name is indented at most."""


class TreeNode(NamedTuple):
    """A source; `repeats` is the key of the one that it repeats, empty for an origin."""

    key: str
    words: str
    href: str
    is_primary: bool
    repeats: str = ""
    language: str = ""


def in_order(nodes: Sequence[TreeNode]) -> Iterator[tuple[TreeNode, int, int]]:
    """(node, depth, index of its parent) with each source behind the one that it repeats; -1 for an origin.

    What repeats something that is not there is an origin, and so is the first of a circle.
    """
    keys = {node.key for node in nodes}
    children: dict[str, list[TreeNode]] = {}
    for node in nodes:
        children.setdefault(node.repeats if node.repeats in keys else "", []).append(
            node
        )
    seen: set[str] = set()
    for origin in [*children.get("", []), *nodes]:
        waiting = [(origin, 0, -1)]
        while waiting:
            node, depth, parent = waiting.pop()
            if node.key in seen:
                continue
            index = len(seen)
            seen.add(node.key)
            yield node, depth, parent
            below = [(child, depth + 1, index) for child in children.get(node.key, [])]
            waiting += reversed(below)


def draw_provenance(
    nodes: Sequence[TreeNode], *, title: str, rtl: bool = False
) -> SafeString:
    """The figure; empty without a source that repeats another."""
    rows = list(in_order(nodes))
    if all(parent < 0 for _node, _depth, parent in rows):
        return SafeString()
    sign = -1 if rtl else 1
    drawn, linked = [], []
    for index, (node, depth, parent) in enumerate(rows):
        x, y = 10 + min(depth, DEEPEST) * INDENT, 14 + index * ROW
        if parent >= 0:
            above = 14 + parent * ROW + 7
            path = f"M{sign * (x - INDENT)} {above}V{y}H{sign * (x - 8)}"
            drawn.append(f'<path class="branch" d="{path}"/>')
        box = _node(node, sign * x, y, sign, depth)
        linked.append(svg.link(node.href, node.words, box, node.language))
    edge = 100 if rtl else 0
    return svg.figure(
        "tree",
        len(rows) * ROW + 4,
        title,
        [svg.placed(edge, 0, "".join(drawn))],
        [svg.placed(edge, 0, "".join(linked))],
    )


def _node(node: TreeNode, x: float, y: float, sign: int, depth: int) -> str:
    """A box, filled for a primary source, with the name of the source behind it."""
    kind = "node primary" if node.is_primary else "node"
    lang = svg.lang(node.language)
    indent = 4 * min(depth, DEEPEST)
    narrow = svg.shortened(node.words, LETTERS - indent)
    wide = svg.shortened(node.words, WIDE_LETTERS - indent)
    names = [("", wide)] if wide == narrow else [(" narrow", narrow), (" wide", wide)]
    text = "".join(
        f'<text class="node__name{kind}" x="{svg.pixels(x + sign * 14)}"'
        f' y="{y + 5}"{lang}>{svg.escape(words)}</text>'
        for kind, words in names
    )
    corner = f'x="{svg.pixels(x - 6)}" y="{y - 6}"'
    return f'<rect class="{kind}" {corner} width="12" height="12"/>{text}'
