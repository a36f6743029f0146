"""The texts that readers see, gathered from templates and code into one catalogue a language, and compiled for Django.

Babel does what GNU gettext would: nothing beyond the requirements is needed. `manage.py messages` runs it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
LOCALES = ROOT / "factcheck" / "locale"
TEMPLATES, CODE = "templates", ("factcheck", "timeline")
# The desk, and the API with its documentation, are in English.
LEFT_OUT = ("templates/admin", "templates/api", "factcheck/admin", "factcheck/api")
# But a guest of the desk reads these in any language.
GUEST_PAGES = "factcheck/admin/guest_pages"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
DAY_ONE = datetime(
    2026, 1, 1, tzinfo=UTC
)  # of the header: a catalogue changes with its texts and with nothing else


HEADER = "# Texts of public pages. Translate here; `make messages` keeps the texts and their places up to date."


def languages() -> list[str]:
    """The languages that are translated into."""
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def folder(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES"


def gathered() -> Catalog:
    """Every text that is marked in public templates and in code, without translations."""
    catalogue = Catalog(charset="utf-8")
    for path in _sources():
        name = path.relative_to(ROOT).as_posix()
        for _, called, said, comments in _marked(path):
            if not said:  # translated by its value, and marked where the value stands
                continue
            said, context = _without_context(called, said)
            catalogue.add(
                said, locations=[(name, None)], auto_comments=comments, context=context
            )
    return catalogue


def _sources() -> Iterator[Path]:
    found = [
        (ROOT / TEMPLATES).rglob("*.html"),
        *((ROOT / folder).rglob("*.py") for folder in CODE),
    ]
    for path in sorted(path for paths in found for path in paths):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(GUEST_PAGES) or not name.startswith(LEFT_OUT):
            yield path


def _marked(path: Path) -> Iterator[tuple]:
    """(line, function, texts, comments) of every text that a file marks."""
    text = path.read_text()
    if path.suffix == ".html":
        # Templates have no indentation that means anything.
        text = "\n".join(
            line.strip() for line in templatize(text, origin=path.name).splitlines()
        )
    return extract_python(
        BytesIO(text.encode()), KEYWORDS.keys(), ["Translators:"], {"encoding": "utf-8"}
    )


def _without_context(called: str, said: str | tuple) -> tuple[str | tuple, str | None]:
    """The text, or the singular and the plural, apart from the context and from what else the call names."""
    texts = list(said) if isinstance(said, tuple) else [said]
    places = KEYWORDS[called] or (1,)
    context = next(
        (texts[place[0] - 1] for place in places if isinstance(place, tuple)), None
    )
    found = tuple(texts[place - 1] for place in places if isinstance(place, int))
    return (found if len(found) > 1 else found[0]), context


def read(language: str) -> Catalog:
    with (folder(language) / "django.po").open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def renewed(language: str) -> Catalog:
    """The catalogue of a language with the texts that there are now; those that are new have no translation yet."""
    kept = (
        read(language)
        if (folder(language) / "django.po").exists()
        else Catalog(locale=language, charset="utf-8")
    )
    kept.update(gathered(), no_fuzzy_matching=True)
    kept.creation_date = kept.revision_date = DAY_ONE
    kept.project, kept.version, kept.msgid_bugs_address = "factcheck", "", ""
    kept.header_comment = HEADER
    kept.fuzzy = False  # pybabel compiles no catalogue whose header is marked so
    return kept


def write(language: str, catalogue: Catalog) -> None:
    """Keep a catalogue as text for translators and compiled for Django."""
    folder(language).mkdir(parents=True, exist_ok=True)
    with (folder(language) / "django.po").open("wb") as file:
        write_po(
            file,
            catalogue,
            width=120,
            sort_output=True,
            ignore_obsolete=True,
            include_lineno=False,
        )
    compile_catalogue(language)


def compile_outdated() -> list[str]:
    """Compile each catalogue whose text is newer than its compiled form, or that has none; return their languages."""
    outdated = []
    for language in languages():
        text, compiled = (folder(language) / f"django.{ext}" for ext in ("po", "mo"))
        if (
            not compiled.exists()
            or compiled.stat().st_mtime_ns < text.stat().st_mtime_ns
        ):
            outdated.append(language)
            compile_catalogue(language)
    return outdated


def compile_catalogue(language: str) -> None:
    """Write a language's `django.mo`, whole or not at all."""
    unfinished = folder(language) / "django.mo.unfinished"
    with unfinished.open("wb") as file:
        write_mo(file, read(language))
    unfinished.replace(folder(language) / "django.mo")
