"""`python -m bench.browser`: when a reader in Chromium sees the first entry, held against a plain list of the same
entries, with what is sent and how steady the page stands. Results go to var/browser.json.

Each page is read in a fresh profile, in alternating rounds: `kept` as it was made for somebody before, `made` put
together anew (the plain list is read from the ledger and rendered anew then).
"""

import argparse
import gzip
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from . import databases, measuring

SIZES = (20, 200, 2_000, 10_000)
PAGE = 200  # entries on a page of a dispute
FIRST_ENTRY = 1.3  # times the plain list
STEADY_UP_TO = 200  # entries without a long task
SHIFT = 0.01
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]
NUMBERS = count()
WATCH = """
window.seen = {first: 0, long: 0, longest: 0, shift: 0};
new PerformanceObserver((list) => list.getEntries().forEach((each) => {
  seen.long += 1; seen.longest = Math.max(seen.longest, each.duration);
})).observe({type: "longtask", buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((each) => {
  if (!each.hadRecentInput) seen.shift += each.value;
})).observe({type: "layout-shift", buffered: true});
(function look() {
  requestAnimationFrame(() => {
    if (document.querySelector("li[id^=e-]")) setTimeout(() => { seen.first = performance.now(); });
    else look();
  });
})();
"""


@dataclass(frozen=True)
class Case:
    """A page of ours, and the plain list of the same entries: `number` of the dispute, entries, temperature."""

    name: str
    number: int
    shown: int
    is_whole: bool
    is_kept: bool

    @property
    def ours(self) -> str:
        asked = (["all=1"] if self.is_whole else []) + (
            [] if self.is_kept else [f"utm_number={next(NUMBERS)}"]
        )
        return f"/disputes/dispute-{self.number}/?{'&'.join(asked)}"

    @property
    def plain(self) -> str:
        return f"/bench/plain/{self.number}/?size={self.shown}{'&kept' if self.is_kept else ''}"


@dataclass(frozen=True)
class Result:
    """Medians of one case: the first entry in ms after the request, ours and plain; the rest is of our page."""

    name: str
    entries: int
    first_ms: float
    plain_ms: float
    ratio: float
    long_tasks: float
    longest_ms: float
    shift: float
    bytes: int
    plain_bytes: int

    @property
    def missed(self) -> list[str]:
        """The budgets that are not met."""
        is_steady = self.entries > STEADY_UP_TO or not self.long_tasks
        met = {
            "first entry": self.ratio <= FIRST_ENTRY,
            "long task": is_steady,
            "layout shift": self.shift < SHIFT,
        }
        return [name for name, is_met in met.items() if not is_met]


def main() -> int:
    asked = read_arguments()
    folder = asked.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    with databases.sqlite(folder) as address:
        own = {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "DATABASE_URL": address,
            "VAR_ROOT": str(folder),
        }
        environment = os.environ | own | {"REDIS_URL": ""}
        measuring.seed(environment, "--courses", *map(str, asked.sizes))
        with measuring.served(environment, folder / "server.log") as port:
            results = measured(
                f"http://127.0.0.1:{port}", list(cases(asked.sizes)), asked.rounds
            )
    print(table(results))
    said = [asdict(result) | {"missed": result.missed} for result in results]
    folder.with_name("browser.json").write_text(json.dumps(said, indent=1))
    return 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.browser", description=__doc__)
    parser.add_argument(
        "--sizes", nargs="+", type=int, default=SIZES, help="entries of the disputes"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("var/bench"),
        help="for scratch files and results",
    )
    return parser.parse_args()


def cases(sizes: list[int]) -> Iterator[Case]:
    """Each dispute's first page, and where it has more all on one page; kept and made."""
    for number, size in enumerate(sizes):
        for is_whole in (False, True)[: 1 + (size > PAGE)]:
            shown = size if is_whole else min(size, PAGE)
            for is_kept in (True, False):
                name = f"{size:,}, {'all' if is_whole else 'first page'}, {'kept' if is_kept else 'made'}"
                yield Case(name, number, shown, is_whole, is_kept)


def measured(site: str, found: list[Case], rounds: int) -> list[Result]:
    """Every case, round after round, after one that warms up."""
    samples: dict[str, list[tuple[dict, dict]]] = defaultdict(list)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for number in range(rounds + 1):
            for case in found:
                pair = (
                    look(chromium, site + case.plain),
                    look(chromium, site + case.ours),
                )
                if number:
                    samples[case.name].append(pair)
        chromium.close()
    return [result_of(case, samples[case.name]) for case in found]


def look(chromium: Browser, url: str) -> dict:
    """What a reader's browser sees of one page in a fresh profile; `bytes` are of text, packed."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page, answers = context.new_page(), []
    page.set_default_timeout(120_000)
    page.add_init_script(WATCH)
    page.on("response", lambda answer: answers.append(answer))
    page.goto(url, wait_until="load")
    page.wait_for_function("seen.first > 0")
    page.wait_for_timeout(100)
    texts = [
        answer.url
        for answer in answers
        if "image" not in answer.headers.get("content-type", "")
    ]
    seen = page.evaluate("seen") | {"bytes": sum(map(packed, texts))}
    context.close()
    return seen


def packed(url: str) -> int:
    """How many bytes a text takes packed. Asked for once more: a browser does not keep a page of several MB."""
    with urlopen(url) as answer:
        return len(gzip.compress(answer.read(), 6))


def result_of(case: Case, pairs: list[tuple[dict, dict]]) -> Result:
    def of_ours(name: str) -> float:
        return median(ours[name] for _, ours in pairs)

    plain = median(plain["first"] for plain, _ in pairs)
    ratio = median(ours["first"] / plain["first"] for plain, ours in pairs)
    steady = of_ours("long"), of_ours("longest"), of_ours("shift")
    return Result(
        case.name,
        case.shown,
        of_ours("first"),
        plain,
        ratio,
        *steady,
        of_ours("bytes"),
        pairs[0][0]["bytes"],
    )


def table(results: list[Result]) -> str:
    """A line a case; budgets that are missed are named."""
    head = f"{'entries, page':28}{'first ms':>9}{'plain':>8}{'ratio':>7}{'long':>6}{'longest':>9}{'shift':>8}"
    return "\n".join(["", head + f"{'kB packed':>11}{'plain':>8}", *map(line, results)])


def line(result: Result) -> str:
    missed = f"  missed: {', '.join(result.missed)}" if result.missed else ""
    ours, plain = result.bytes / 1000, result.plain_bytes / 1000
    return (
        f"{result.name:28}{result.first_ms:9.0f}{result.plain_ms:8.0f}{result.ratio:7.2f}{result.long_tasks:6.0f}"
        f"{result.longest_ms:9.0f}{result.shift:8.4f}{ours:11.1f}{plain:8.1f}{missed}"
    )


if __name__ == "__main__":
    sys.exit(main())
