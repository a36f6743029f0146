"""The texts that readers see, gathered from templates and code into one catalogue a language, and compiled for Django.

Babel does what GNU gettext would: nothing beyond the requirements is needed. `manage.py messages` runs it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import cast

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
# The date in the header: a catalogue changes with its texts and with nothing else.
DAY_ONE = datetime(2026, 1, 1, tzinfo=UTC)


HEADER = "# Texts of public pages. Translate here; `make messages` keeps the texts and their places up to date."


def languages() -> list[str]:
    """The languages that are translated into."""
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def folder(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES"


def marked_texts() -> Catalog:
    """Every text that is marked in public templates and in code, without translations."""
    catalogue = Catalog(charset="utf-8")
    for path in _sources():
        name = path.relative_to(ROOT).as_posix()
        for _, function, message, comments in _marked(path):
            if (
                not message
            ):  # translated by its value, and marked where the value stands
                continue
            text, context = _without_context(function, message)
            # Without the number of a line, which Babel takes and does not annotate.
            locations = cast(list[tuple[str, int]], [(name, None)])
            catalogue.add(
                text, locations=locations, auto_comments=comments, context=context
            )
    return catalogue


def _sources() -> Iterator[Path]:
    paths = list((ROOT / TEMPLATES).rglob("*.html"))
    for package in CODE:
        paths += (ROOT / package).rglob("*.py")
    for path in sorted(paths):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(GUEST_PAGES) or not name.startswith(LEFT_OUT):
            yield path


def _marked(path: Path) -> Iterator[tuple]:
    """(line, function, texts, comments) of every text that a file marks."""
    text = path.read_text()
    if path.suffix == ".html":
        # Templates have no indentation that means anything.
        lines = templatize(text, origin=path.name).splitlines()
        text = "\n".join(line.strip() for line in lines)
    return extract_python(
        BytesIO(text.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
    )


def _without_context(
    function: str, message: str | tuple
) -> tuple[str | tuple, str | None]:
    """The text, or the singular and the plural, apart from the context and from the other arguments of the call."""
    arguments = list(message) if isinstance(message, tuple) else [message]
    context: str | None = None
    texts = []
    places = KEYWORDS[function]
    for place in places if isinstance(places, tuple) else (1,):
        if isinstance(place, tuple):
            context = arguments[place[0] - 1]
        else:
            texts.append(arguments[place - 1])
    return (tuple(texts) if len(texts) > 1 else texts[0]), context


def read(language: str) -> Catalog:
    with (folder(language) / "django.po").open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def updated_catalogue(language: str) -> Catalog:
    """The catalogue of a language with the texts that there are now; those that are new have no translation yet."""
    catalogue = Catalog(locale=language, charset="utf-8")
    if (folder(language) / "django.po").exists():
        catalogue = read(language)
    catalogue.update(marked_texts(), no_fuzzy_matching=True)
    catalogue.creation_date = catalogue.revision_date = DAY_ONE
    catalogue.project, catalogue.version = "factcheck", ""
    catalogue.msgid_bugs_address = ""
    catalogue.header_comment = HEADER
    catalogue.fuzzy = False  # pybabel compiles no catalogue whose header is marked so
    return catalogue


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
        text = folder(language) / "django.po"
        compiled = folder(language) / "django.mo"
        written_at = text.stat().st_mtime_ns
        if not compiled.exists() or compiled.stat().st_mtime_ns < written_at:
            outdated.append(language)
            compile_catalogue(language)
    return outdated


def compile_catalogue(language: str) -> None:
    """Write a language's `django.mo`, whole or not at all."""
    unfinished = folder(language) / "django.mo.unfinished"
    with unfinished.open("wb") as file:
        write_mo(file, read(language))
    unfinished.replace(folder(language) / "django.mo")
