"""A published dispute with one record of each kind that says everything, pictures included."""

import io
from collections import defaultdict
from uuid import uuid4

from PIL import Image

from factcheck.records import pictures
from support.people import change, make, publish, published, uid
from support.record_contents import full

ARABIC = "قال المتحدث إن الجسر لنا"


def image(colour: str = "red", size=(4, 3), image_format: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, image_format)
    return made.getvalue()


def whole_dispute() -> str:
    """A dispute with one record of each kind that says everything; returns the sha256 of its picture."""
    dispute, rating = (
        published("dispute", slug="bridge"),
        published("rating", slug="mostly-true", **full("rating", defaultdict(str))),
    )
    party, first = make("party", slug="upper-town"), make("source", slug="first")
    to = defaultdict(
        str,
        dispute=uid(dispute),
        rating=uid(rating),
        party=uid(party),
        source=uid(first),
    )
    to["side"] = str(uuid4())
    party = change(party, **full("party", to))
    source = make("source", slug="report", **full("source", to))
    to["source"] = uid(source)
    quote = make("quote", slug="ours", **full("quote", to) | {"translation": ARABIC})
    other = make(
        "claim",
        slug="other",
        disputes=[to["dispute"]],
        verdict=full("claim", to)["verdict"] | {"uid": None},
    )
    to |= {"quote": uid(quote), "claim": uid(other)}
    claim = make("claim", slug="belongs", **full("claim", to) | {"text": ARABIC})
    picture = pictures.store(image())
    told = full("entry", to)
    told["pictures"][0] |= picture._asdict()
    entry = make("entry", slug="closing", **told)
    neighbour = make(
        "party",
        name="Ada Berg",
        slug="neighbour",
        party_kind="person",
        publicity="private",
        shown_as="a neighbour",
    )
    sides = full("dispute", to)["sides"]
    sides[0]["parties"] = [uid(party), uid(neighbour)]
    sides[0]["uid"] = to["side"]
    stands = [
        {
            "uid": str(uuid4()),
            "heading": "established",
            "text": "Closed.",
            "entry": uid(entry),
        }
    ]
    plain = full("dispute", to)["plain_summary"]
    dispute = change(dispute, sides=sides, stands=stands, plain_summary=plain)
    point = make("point", slug="whose", **positions(to))
    publish(party, neighbour, first, source, quote, other, claim, entry, point)
    publish(dispute, action="update")
    site = full("site", to)
    site["logo"] |= picture._asdict()
    published("site", slug="papers", **site)
    return picture.sha256


def positions(to: dict) -> dict:
    """A point with a position of a side and one of a party."""
    content = full("point", to)
    of_party = content["positions"][0] | {
        "uid": str(uuid4()),
        "side": None,
        "party": to["party"],
    }
    return content | {"positions": [*content["positions"], of_party]}
