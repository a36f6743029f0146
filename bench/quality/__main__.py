"""make quality: every set, in one table and as JSON under var/."""

import argparse
import datetime
import json
import time
from pathlib import Path

from factcheck.text import extraction
from factcheck.text.extraction import Finding
from factcheck.text.extraction.dates import find as find_dates
from factcheck.text.extraction.dates import predictions

from . import dates, quotes
from .sets import SHIPPED, AnnotatedSet, sets_of
from .shared import shared_score

RESULT = Path("var/quality.json")
CONFIDENCE = Path("factcheck/text/extraction/confidence.py")
ENOUGH = 10
"""A step that fired less often has no measured precision."""
WITHOUT_DURATIONS = frozenset(("DATE", "TIME"))


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data",
        type=Path,
        default=None,
        help="a folder with quotes/, time/ and the shared scorers",
    )
    parser.add_argument(
        "--confidence", action="store_true", help="renew what editors see as confidence"
    )
    given = parser.parse_args()
    chosen = {
        one.name + one.task: one
        for folder in filter(None, (SHIPPED, given.data))
        for one in sets_of(folder)
    }
    results = [measured(one, given.data) for one in chosen.values()]
    for result in results:
        print(in_words(result))
    if given.confidence:
        renew(results)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(results, indent=1))
    print(f"\n{RESULT} has it all.")


def measured(one: AnnotatedSet, shared: Path | None) -> dict:
    """The figures of one set, by our measure, and by the shared scorer where the folder has one."""
    documents, began = list(one.documents()), time.process_time()
    found = {
        d["id"]: (annotations_of if one.task == "quotes" else dated)(d)
        for d in documents
    }
    seconds = time.process_time() - began
    size = sum(len(d["text"].encode()) for d in documents)
    result = {
        "set": one.name,
        "task": one.task,
        "documents": len(documents),
        "mb_per_second": round(size / 1e6 / seconds, 2),
    }
    result |= (
        of_quotes(documents, found)
        if one.task == "quotes"
        else of_dates(one, documents, found)
    )
    result["shared scorer"] = shared_score(one, found, shared)
    return result


def annotations_of(document: dict) -> list[dict]:
    """The quotations, and beside them the claims, that are found in a document, as the scorers take them."""
    found = extraction.find(document["text"], published_on=day(document.get("date")))
    document["claims found"] = [spoken(one) for one in found if one.kind == "claim"]
    return [spoken(one) for one in found if one.kind == "quote"]


def spoken(one: Finding) -> dict:
    speaker, (start, end) = (
        one.fields["speaker"],
        one.fields.get("outer", (one.start, one.end)),
    )
    place = {"speaker_start": speaker.start, "speaker_end": speaker.end}
    return {
        "start": start,
        "end": end,
        "speaker": speaker.full,
        "step": one.step,
        **place,
    }


def dated(document: dict) -> list[dict]:
    """The dates that are found in a document, as the scorers take them, each with the rule that read it."""
    published_on = day(document.get("dct"))
    steps = {
        (one.start, one.end): one.step
        for one in find_dates(document["text"], published_on)
    }
    found = predictions(document["text"], published_on)
    return [one | {"step": steps.get((one["start"], one["end"]), "")} for one in found]


def day(written: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((written or "")[:10])
    except ValueError:
        return None


def of_quotes(documents: list[dict], found: dict) -> dict:
    whole, partial = quotes.Tally(), quotes.Tally()
    for document in documents:
        quotes.judge(whole, document["text"], document["quotes"], found[document["id"]])
        quotes.judge(
            partial,
            document["text"],
            document["quotes"],
            found[document["id"]],
            "mixed",
        )
    steps = by_step(whole.steps) + by_step(of_claims(documents))
    return {
        "shares": whole.shares(),
        "partial": partial.shares(),
        "gold": whole.gold,
        "steps": steps,
    }


def of_claims(documents: list[dict]) -> dict[str, list[int]]:
    """How often a claim lies on something that is marked as attributed to the same speaker, where that is marked."""
    tally = quotes.Tally()
    for document in documents:
        if document.get("attributions"):
            quotes.judge(
                tally,
                document["text"],
                document["attributions"],
                document["claims found"],
            )
    return tally.steps


def of_dates(one: AnnotatedSet, documents: list[dict], found: dict) -> dict:
    tally = dates.Tally()
    types = WITHOUT_DURATIONS if one.name.startswith("gum") else frozenset()
    for document in documents:
        dates.judge(tally, document["timexes"], found[document["id"]], types)
    return {"shares": tally.shares(), "gold": tally.gold, "steps": by_step(tally.steps)}


def by_step(steps: dict[str, list[int]]) -> list[dict]:
    """Each step with how often it fired and how often it was right, most frequent first."""
    rows = [
        {"step": s, "fired": n, "precision": quotes.share(right, n)}
        for s, (n, right) in steps.items()
    ]
    return sorted(rows, key=lambda row: -row["fired"])


def renew(results: list[dict]) -> None:
    """Write the precision of every step, over all sets of its task, to where extraction reads it."""
    counts: dict[str, list[float]] = {}
    for row in (row for result in results for row in result["steps"]):
        fired, right = counts.setdefault(row["step"], [0, 0])
        counts[row["step"]] = [
            fired + row["fired"],
            right + row["fired"] * row["precision"] / 100,
        ]
    kept = {
        step: round(right / fired, 2)
        for step, (fired, right) in sorted(counts.items())
        if step and fired >= ENOUGH
    }
    lines = [f"    {json.dumps(step)}: {value}," for step, value in kept.items()]
    head = CONFIDENCE.read_text().split("CONFIDENCE: ")[0]
    CONFIDENCE.write_text(
        head + "\n".join(["CONFIDENCE: dict[str, float] = {", *lines, "}", ""])
    )


def in_words(result: dict) -> str:
    shares = "  ".join(f"{name} {value}" for name, value in result["shares"].items())
    lines = [
        f"\n{result['set']} ({result['task']}, {result['documents']} documents, {result['gold']} marked): {shares}"
    ]
    if result.get("partial"):
        lines.append(
            "  partial quotes: "
            + "  ".join(f"{name} {value}" for name, value in result["partial"].items())
        )
    if result["shared scorer"]:
        lines.append("  shared scorer: " + json.dumps(result["shared scorer"]))
    lines.append(f"  {result['mb_per_second']} MB of text a second on one core")
    lines += [
        f"    {row['step']:<44} {row['fired']:>6}  {row['precision']:>5} %"
        for row in result["steps"]
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
