"""`python -m bench.house.names`: names that tell a newcomer nothing, refused by `make lint`.

A participle such as `asked` or `kept` does not say what it holds, and some words were once private names for what
Django, DRF or a CMS calls otherwise. Neither may stand in the name of a module, class, function, template tag or test.
The word that is meant instead stands in docs/glossary.md.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator

from .source import Module, modules

PARTICIPLES = (
    "asked",
    "said",
    "kept",
    "told",
    "found",
    "made",
    "tongue",
    "tongues",
    "reach",
    "mix",
)
PRIVATE_MODULES = frozenset(
    [
        "actforms",
        "agenda",
        "asking",
        "belonging",
        "bringing",
        "cards",
        "choosing",
        "closewords",
        "comparing",
        "deciding",
        "deciding_as",
        "ending",
        "errand",
        "everyone",
        "fetched",
        "frame",
        "gone",
        "guarding",
        "guards",
        "guesses",
        "handed_in",
        "handing",
        "keyset",
        "known",
        "knowns",
        "looks",
        "linked",
        "machines",
        "many",
        "moving",
        "naming",
        "out",
        "outgoing",
        "pace",
        "panel",
        "passes",
        "posted",
        "quick",
        "recopied",
        "rehearsing",
        "rechecking",
        "sieve",
        "spoken",
        "stored",
        "suggested",
        "suggesting",
        "taking",
        "telling",
        "threeway",
        "travelling",
        "trying",
        "twins",
        "watching",
        "withdrawing",
        "wording",
    ]
)
PRIVATE_CLASSES = frozenset(
    ["Card", "Crowded", "Deck", "Reach", "Shelf", "Spoken", "Warned", "Caution"]
)
PRIVATE_FUNCTIONS = frozenset(["_take_turn", "_give_back", "return_"])
PRIVATE_TAGS = frozenset(
    [
        "tongue",
        "inner",
        "this",
        "of",
        "name",
        "when",
        "exactly",
        "titled",
        "roles_then",
        "in_role",
        "source_line",
    ]
)
ALLOWED = "not_found"
"""What Django itself says."""
WORD = re.compile(rf"(?:^|_)(?:{'|'.join(PARTICIPLES)})(?:_|$)")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def refused_names() -> list[tuple[str, str]]:
    """(kind of name, "file:line name") of every name that is refused."""
    refused = []
    for module in modules("factcheck", "timeline", "bench", "tests"):
        refused.extend(_of_module(module))
    return refused


def _of_module(module: Module) -> Iterator[tuple[str, str]]:
    stem = module.path.stem
    if _is_participle(stem) or stem in PRIVATE_MODULES:
        yield "module", str(module.path)
    for node in module.nodes(ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef):
        kind = _kind_of(node, module)
        if _is_participle(node.name) or node.name in _private(kind):
            yield kind, f"{module.path}:{node.lineno} {node.name}"


def _kind_of(node: ast.AST, module: Module) -> str:
    if isinstance(node, ast.ClassDef):
        return "class"
    if node.name.startswith("test_"):
        return "test"
    return "tag" if "templatetags" in module.path.parts else "function"


def _private(kind: str) -> frozenset[str]:
    return {
        "class": PRIVATE_CLASSES,
        "function": PRIVATE_FUNCTIONS,
        "tag": PRIVATE_TAGS,
    }.get(kind, frozenset())


def _is_participle(name: str) -> bool:
    words = CAMEL.sub("_", name).lower().replace(ALLOWED, "")
    return WORD.search(words) is not None


def main() -> int:
    refused = refused_names()
    for kind, place in refused:
        print(f"{kind}: {place}")
    if refused:
        counts = Counter(kind for kind, _ in refused)
        summary = ", ".join(f"{count} {kind}" for kind, count in counts.most_common())
        print(f"{len(refused)} names say nothing of what they hold: {summary}.")
        print("docs/glossary.md has the words that are meant.")
    return int(bool(refused))


if __name__ == "__main__":
    sys.exit(main())
