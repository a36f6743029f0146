"""The words that a Danish and a German reader see for a date: every form of EDTF that is kept, in good grammar."""

import datetime

import pytest

from factcheck.text.edtf import words
from factcheck.text.edtf.languages import LANGUAGES

FORMS = [
    ("2026-01-14", "den 14. januar 2026", "14. Januar 2026"),
    ("2026-01-05", "den 5. januar 2026", "5. Januar 2026"),
    ("2026-01", "januar 2026", "Januar 2026"),
    ("2026", "2026", "2026"),
    ("1951", "1951", "1951"),
    ("2026-21", "foråret 2026", "Frühjahr 2026"),
    ("2026-22", "sommeren 2026", "Sommer 2026"),
    ("2026-23", "efteråret 2026", "Herbst 2026"),
    ("2025-24", "vinteren 2025–2026", "Winter 2025/2026"),
    ("2026-01-14~", "ca. den 14. januar 2026", "ca. 14. Januar 2026"),
    ("2026-01-14?", "formentlig den 14. januar 2026", "vermutlich 14. Januar 2026"),
    (
        "2026-01-14%",
        "formentlig ca. den 14. januar 2026",
        "vermutlich ca. 14. Januar 2026",
    ),
    ("2026~", "ca. 2026", "ca. 2026"),
    ("2026-21?", "formentlig foråret 2026", "vermutlich Frühjahr 2026"),
    ("201X~", "ca. 2010'erne", "ca. 2010er-Jahre"),
    ("201X", "2010'erne", "2010er-Jahre"),
    ("200X", "årene 2000–2009", "Zeitraum 2000–2009"),
    ("19XX", "årene 1900–1999", "Zeitraum 1900–1999"),
    ("1XXX", "årene 1000–1999", "Zeitraum 1000–1999"),
    ("1985-04-XX", "en dag i april 1985", "April 1985 (Tag nicht bekannt)"),
    ("2004-XX", "en måned i 2004", "2004 (Monat nicht bekannt)"),
    ("1985-XX-XX", "en dag i 1985", "1985 (Tag nicht bekannt)"),
    (
        "1985-04-XX?",
        "formentlig en dag i april 1985",
        "vermutlich April 1985 (Tag nicht bekannt)",
    ),
    (
        "2026-01-15/2026-01-17",
        "fra den 15. til den 17. januar 2026",
        "vom 15. bis zum 17. Januar 2026",
    ),
    (
        "2026-01-28/2026-02-02",
        "fra den 28. januar til den 2. februar 2026",
        "vom 28. Januar bis zum 2. Februar 2026",
    ),
    (
        "2025-12-28/2026-01-02",
        "fra den 28. december 2025 til den 2. januar 2026",
        "vom 28. Dezember 2025 bis zum 2. Januar 2026",
    ),
    ("2026-01/2026-03", "fra januar til marts 2026", "von Januar bis März 2026"),
    (
        "2025-12/2026-03",
        "fra december 2025 til marts 2026",
        "von Dezember 2025 bis März 2026",
    ),
    ("1951/1953", "fra 1951 til 1953", "von 1951 bis 1953"),
    (
        "2026-21/2026-23",
        "fra foråret til efteråret 2026",
        "vom Frühjahr bis zum Herbst 2026",
    ),
    (
        "2026-21/2026-24",
        "fra foråret 2026 til vinteren 2026–2027",
        "vom Frühjahr 2026 bis zum Winter 2026/2027",
    ),
    (
        "2004-02-01/2005",
        "fra den 1. februar 2004 til 2005",
        "vom 1. Februar 2004 bis 2005",
    ),
    (
        "2026-01/2026-01-17",
        "fra januar 2026 til den 17. januar 2026",
        "von Januar 2026 bis zum 17. Januar 2026",
    ),
    (
        "2026-01-15~/2026-01-17",
        "fra ca. den 15. januar 2026 til den 17. januar 2026",
        "ca. vom 15. Januar 2026 bis zum 17. Januar 2026",
    ),
    (
        "1984~/2004-06?",
        "fra ca. 1984 til formentlig juni 2004",
        "ca. von 1984 bis vermutlich Juni 2004",
    ),
    ("201X/2024", "fra 2010'erne til 2024", "von den 2010er-Jahren bis 2024"),
    ("2026-01-14/2026-01-14", "den 14. januar 2026", "14. Januar 2026"),
    ("2026-01-07/..", "siden den 7. januar 2026", "seit dem 7. Januar 2026"),
    ("2026-01/..", "siden januar 2026", "seit Januar 2026"),
    ("1984~/..", "siden ca. 1984", "seit ca. 1984"),
    ("../2026-01-14", "indtil den 14. januar 2026", "bis zum 14. Januar 2026"),
    (
        "2026-01-14/",
        "fra den 14. januar 2026, slutningen kendes ikke",
        "vom 14. Januar 2026 an, Ende nicht bekannt",
    ),
    (
        "/2026-01-14",
        "indtil den 14. januar 2026, begyndelsen kendes ikke",
        "bis zum 14. Januar 2026, Beginn nicht bekannt",
    ),
    (
        "[2026-01-12..2026-01-15]",
        "mellem den 12. og den 15. januar 2026",
        "zwischen dem 12. und dem 15. Januar 2026",
    ),
    (
        "[2025-12-28..2026-01-02]",
        "mellem den 28. december 2025 og den 2. januar 2026",
        "zwischen dem 28. Dezember 2025 und dem 2. Januar 2026",
    ),
    ("[2026-01-14..2026-01-14]", "den 14. januar 2026", "14. Januar 2026"),
    ("[1951..1953]", "mellem 1951 og 1953", "zwischen 1951 und 1953"),
    ("[2026-01-14..]", "tidligst den 14. januar 2026", "frühestens am 14. Januar 2026"),
    ("[2026-01..]", "tidligst i januar 2026", "frühestens im Januar 2026"),
    ("[2026..]", "tidligst i 2026", "frühestens 2026"),
    ("[2026-21..]", "tidligst i foråret 2026", "frühestens im Frühjahr 2026"),
    ("[..2026-01-14]", "senest den 14. januar 2026", "spätestens am 14. Januar 2026"),
    ("[..2026-01]", "senest i januar 2026", "spätestens im Januar 2026"),
    ("[..1984]", "senest i 1984", "spätestens 1984"),
    (
        "[2026-01-12,2026-01-15]",
        "den 12. eller den 15. januar 2026",
        "12. oder 15. Januar 2026",
    ),
    ("[1667,1760-12]", "1667 eller december 1760", "1667 oder Dezember 1760"),
    (
        "[1667, 1668, 1670..1672]",
        "1667, 1668 eller mellem 1670 og 1672",
        "1667, 1668 oder zwischen 1670 und 1672",
    ),
    (
        "[1760-01,1760-12..]",
        "januar 1760 eller tidligst i december 1760",
        "Januar 1760 oder frühestens im Dezember 1760",
    ),
    ("-0043", "44 f.Kr.", "44 v. Chr."),
    ("-0043-03-15", "den 15. marts 44 f.Kr.", "15. März 44 v. Chr."),
    ("0000", "1 f.Kr.", "1 v. Chr."),
    ("0001", "1 e.Kr.", "1 n. Chr."),
    ("0014-08-19", "den 19. august 14 e.Kr.", "19. August 14 n. Chr."),
    ("-0043/0014", "fra 44 f.Kr. til 14 e.Kr.", "von 44 v. Chr. bis 14 n. Chr."),
    ("-201X", "årene 2020 f.Kr.–2011 f.Kr.", "Zeitraum 2020 v. Chr.–2011 v. Chr."),
    ("001X", "årene 10 e.Kr.–19 e.Kr.", "Zeitraum 10 n. Chr.–19 n. Chr."),
    ("Y170000002", "170.000.002", "170.000.002"),
    ("Y-17000", "17.001 f.Kr.", "17.001 v. Chr."),
    ("", "ikke dateret", "nicht datiert"),
]

TIMES = [
    (
        "2026-01-14",
        "16:30",
        "America/Nuuk",
        "den 14. januar 2026 kl. 16.30 lokal tid i Nuuk (kl. 18.30 UTC)",
        "14. Januar 2026, 16:30 Uhr Ortszeit Nuuk (18:30 Uhr UTC)",
    ),
    (
        "2026-01-14",
        "00:00",
        "UTC",
        "den 14. januar 2026 kl. 00.00 UTC",
        "14. Januar 2026, 00:00 Uhr UTC",
    ),
    (
        "2026-01-14",
        "16:30",
        "Etc/UTC",
        "den 14. januar 2026 kl. 16.30 UTC",
        "14. Januar 2026, 16:30 Uhr UTC",
    ),
    (
        "2026-01-14",
        "22:30",
        "America/Nuuk",
        "den 14. januar 2026 kl. 22.30 lokal tid i Nuuk (kl. 00.30 UTC den 15. januar 2026)",
        "14. Januar 2026, 22:30 Uhr Ortszeit Nuuk (00:30 Uhr UTC am 15. Januar 2026)",
    ),
    (
        "2026-01-01",
        "00:30",
        "Europe/Copenhagen",
        "den 1. januar 2026 kl. 00.30 lokal tid i København (kl. 23.30 UTC den 31. december 2025)",
        "1. Januar 2026, 00:30 Uhr Ortszeit Kopenhagen (23:30 Uhr UTC am 31. Dezember 2025)",
    ),
    (
        "2026-01-14",
        "09:00",
        "America/New_York",
        "den 14. januar 2026 kl. 09.00 lokal tid i New York (kl. 14.00 UTC)",
        "14. Januar 2026, 09:00 Uhr Ortszeit New York (14:00 Uhr UTC)",
    ),
    (
        "2026-01-14~",
        "16:30",
        "UTC",
        "ca. den 14. januar 2026 kl. 16.30 UTC",
        "ca. 14. Januar 2026, 16:30 Uhr UTC",
    ),
    (
        "2026-01-14",
        "16:30",
        "",
        "den 14. januar 2026 kl. 16.30 (tidszone ikke angivet)",
        "14. Januar 2026, 16:30 Uhr (Zeitzone nicht angegeben)",
    ),
    (
        "-0043-03-15",
        "12:00",
        "Europe/Rome",
        "den 15. marts 44 f.Kr. kl. 12.00 lokal tid i Rom",
        "15. März 44 v. Chr., 12:00 Uhr Ortszeit Rom",
    ),
]

DISTANCES = [
    ("2026-01-14", "den 14. januar 2026, i dag", "14. Januar 2026, heute"),
    ("2026-01-13", "den 13. januar 2026, i går", "13. Januar 2026, gestern"),
    ("2026-01-15", "den 15. januar 2026, i morgen", "15. Januar 2026, morgen"),
    (
        "2026-01-11",
        "den 11. januar 2026, for 3 dage siden",
        "11. Januar 2026, vor 3 Tagen",
    ),
    ("2026-02-13", "den 13. februar 2026, om 30 dage", "13. Februar 2026, in 30 Tagen"),
]


@pytest.mark.parametrize(("text", "danish", "german"), FORMS)
def test_a_reader_sees_the_date_in_words(text, danish, german):
    assert words(text, language="da") == danish
    assert words(text, language="de") == german


@pytest.mark.parametrize(("text", "time", "zone", "danish", "german"), TIMES)
def test_a_reader_sees_the_time_there_and_in_utc(text, time, zone, danish, german):
    assert words(text, time, zone, language="da") == danish
    assert words(text, time, zone, language="de") == german


@pytest.mark.parametrize(("text", "danish", "german"), DISTANCES)
def test_a_near_day_may_say_how_far_it_is(text, danish, german):
    today = datetime.date(2026, 1, 14)

    assert words(text, on=today, language="da") == danish
    assert words(text, on=today, language="de") == german


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_a_language_leaves_out_nothing_that_english_says(code):
    says, english = LANGUAGES[code].TEMPLATES, LANGUAGES["en"].TEMPLATES

    missing = {
        name for name in english if name not in says and name.split(".")[0] not in says
    }

    assert missing == set()
