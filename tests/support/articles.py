"""Articles of the tests' own, and handing them in."""

from django.core.files.base import ContentFile

from factcheck import imports
from factcheck.models import ImportJob, Suggestion
from support.people import make, person

TEXT = """Nuuk waits for the talks

“We will not sell our country,” said Mette Hansen on Wednesday.

The working group meets on 28 January. “The talks were frank and open,” said Lars Olsen, a fisherman.
"""
PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Ane Berg">
<meta property="article:published_time" content="2026-01-15T09:00:00Z"></head>
<body><nav>Home News Sport</nav><article><h1>{title}</h1>
<p>The harbour was quiet on Thursday, and nobody at the quay wanted to speak about what had been said before.</p>
<p>“We will not sell our country,” said Mette Hansen on Wednesday, and then she went back to her boat.</p>
<p>{more}</p></article><footer>All rights</footer></body></html>"""
MORE = "“The talks were frank and open,” said Lars Olsen, who had waited at the door for the whole afternoon."


def page(title: str = "Nuuk waits for the talks", more: str = MORE) -> bytes:
    return PAGE.format(title=title, more=more).encode()


def hand_in(
    data: bytes | str = TEXT, adapter: str = "text", name: str = "article.txt", **more
) -> ImportJob:
    """A job for a file, queued."""
    data = data.encode() if isinstance(data, str) else data
    dispute = more.pop("dispute", None)
    return imports.start(
        adapter=adapter,
        file=ContentFile(data),
        file_name=name,
        by=person("editor"),
        dispute=dispute,
        options={"published_on": "2026-01-15"} | more,
    )


def bring(*args, **more) -> ImportJob:
    """A job that a worker has run."""
    return run(hand_in(*args, **more))


def run(job: ImportJob) -> ImportJob:
    imports.run(job.pk)
    return ImportJob.objects.get(pk=job.pk)


def dispute():
    return make("dispute", slug="bridge")


def suggestions_of(kind: str, **asked) -> list[Suggestion]:
    return list(Suggestion.objects.filter(kind=kind, **asked))
