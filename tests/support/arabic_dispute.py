"""A small published dispute whose every word is Arabic, for pages whose own words are written from the left."""

from support.people import change, make, publish, published, uid

ARABIC = "[\u0600-\u06ff]"


class ArabicWorld:
    """One dispute with sides, where it stands, a point, a party, a source, a rating, a claim, a quote and an entry."""

    def __init__(self):
        self.dispute = make(
            "dispute",
            slug="bridge",
            title="لمن الجسر؟",
            summary="تتنازع بلدتان على الجسر منذ سنين، ولا وثيقة تفصل بينهما.",
            language="ar",
        )
        self.party = make(
            "party",
            slug="upper-town",
            name="البلدة العليا",
            description="بلدة على الضفة الشرقية.",
        )
        self.source = make(
            "source",
            slug="report",
            title="تقرير عن الجسر",
            language="ar",
            publisher=uid(self.party),
            authors=["ليلى"],
        )
        self.rating = make(
            "rating", slug="unproven", label="غير مثبت", definition="لم يثبت بعد."
        )
        publish(self.dispute, self.party, self.source, self.rating)
        self.quote = published("quote", slug="ours", **self._quote())
        self.claim = published("claim", slug="belongs", **self._claim())
        self.entry = published("entry", slug="closing", **self._entry())
        self._around()

    def _quote(self) -> dict:
        return {
            "words": "الجسر لنا منذ القدم",
            "language": "ar",
            "disputes": [uid(self.dispute)],
            "speaker": uid(self.party),
            "source": uid(self.source),
            "occasion": "لقاء في الساحة",
            "about": "الجسر القديم",
            "locator": "صفحة ٣",
            "said_on": "2026-01-13",
        }

    def _claim(self) -> dict:
        return {
            "text": "الجسر ملك البلدة العليا.",
            "language": "ar",
            "context": "بُني الجسر قبل قرن.",
            "disputes": [uid(self.dispute)],
            "verdict": {
                "rating": uid(self.rating),
                "rationale": "لم يُعثر على وثيقة.",
                "decided_on": "2026-01-15",
            },
            "appearances": [
                {
                    "party": uid(self.party),
                    "role": "asserts",
                    "quote": uid(self.quote),
                    "note": "قيل مرتين.",
                }
            ],
            "evidence": [
                {
                    "source": uid(self.source),
                    "stance": "context",
                    "note": "يروي قصة الخلاف.",
                }
            ],
            "replies": [
                {
                    "party": uid(self.party),
                    "asked_on": "2026-01-16",
                    "question": "أين الوثيقة؟",
                }
            ],
        }

    def _entry(self) -> dict:
        return {
            "headline": "البلدة العليا تغلق الجسر",
            "body": "أُغلق الجسر عند الظهر، ولم يعبره أحد بقية اليوم.",
            "place": "ساحة الجسر",
            "key_event": True,
            "dispute": uid(self.dispute),
            "parties": [uid(self.party)],
            "claims": [uid(self.claim)],
            "quotes": [uid(self.quote)],
            "citations": [{"source": uid(self.source), "locator": "صفحة ٣"}],
        }

    def _around(self) -> None:
        sides = [
            {
                "slug": "upper",
                "name": "العليا",
                "line": "الجسر لنا.",
                "parties": [uid(self.party)],
            }
        ]
        stands = [
            {"heading": "contested", "text": "لمن الجسر.", "entry": uid(self.entry)}
        ]
        publish(
            change(self.dispute, sides=sides, stands=stands),
            action="update",
            notice="أضيفت الأطراف.",
        )
        side = self.dispute.sides.get(slug="upper")
        positions = [
            {"side": uid(side), "statement": "الجسر لنا.", "claims": [uid(self.claim)]}
        ]
        published(
            "point",
            slug="whose",
            question="لمن الجسر؟",
            dispute=uid(self.dispute),
            positions=positions,
        )
        publish(
            change(self.entry, when="2026-01-13"),
            action="correct",
            notice="كان ذلك قبل يوم.",
        )
