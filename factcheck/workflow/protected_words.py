"""Words that no slip of the pen may touch, by language: data only, in small letters."""

import re
from dataclasses import dataclass

from factcheck.text.edtf import danish, german
from factcheck.text.extraction.dates import lexicon
from factcheck.text.matching import negation, numbers

NUMBER_STEM = re.compile(
    r"hundre|hundert|thousand|tausend|tusind|milli(?:on|ard)|billion|trillion"
)
DENYING = ("un", "in", "im", "il", "ir", "non", "dis", "mis", "anti", "miss", "fehl")
"""What may deny when it stands before a word."""
PREFIXES = (*DENYING, "de", "re", "a", "an", "u")
"""What makes another word of the one that it is joined to."""
ONE_LETTER_PREFIXES = frozenset("au")


def listed(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.casefold().split())


@dataclass(frozen=True)
class ProtectedWords:
    """Number words, dates, negations, and the everyday words that one letter makes of one another."""

    numbers: frozenset[str]
    dates: frozenset[str]
    negations: frozenset[str]
    common: frozenset[str]

    def kind_of(self, low: str) -> str:
        """What a word in small letters is that no slip may touch; empty for a plain one."""
        if low in self.negations or low.endswith("n't"):
            return "a negation"
        if low in self.numbers or NUMBER_STEM.search(low):
            return "a number"
        return "a date" if low in self.dates else ""


ENGLISH = ProtectedWords(
    numbers=listed(
        """
        hundreds dozens halves third thirds quarter quarters once twice thrice double doubled triple tripled quadruple
        percent pct cent cents per pair couple single nil nought fold
        """,
        *numbers.SMALL,
        *numbers.TENS,
        *numbers.SCALES,
        *numbers.SHORT_SCALES,
        *numbers.OTHER,
        *numbers.ORDINALS,
        *numbers.MONEY,
    ),
    dates=listed(
        """
        days minutes seconds hours nights weekends weeks fortnights months quarters years decade decades century
        centuries daily weekly monthly yearly annual today tomorrow yesterday tonight now then ago bc ad bce ce am pm
        christmas easter
        """,
        *lexicon.MONTHS,
        *lexicon.MONTH_ABBREVIATIONS,
        *lexicon.WEEKDAY_NUMBERS,
        *lexicon.WEEKDAY_ABBREVIATIONS,
        *lexicon.SEASONS,
        *lexicon.UNITS,
        *lexicon.PARTS_OF_DAY,
        *lexicon.DECADES,
    ),
    negations=negation.SINGLE
    | listed(
        """
        non un anti nay cant wont dont doesnt didnt isnt arent wasnt werent couldnt wouldnt shouldnt hasnt havent hadnt
        mustnt neednt aint seldom rarely only except unless despite few little less least minus
        """
    ),
    common=listed(
        """
        a an the this that these those here there where when while who whom whose which what why how i me my mine we us
        our you your he him his she her hers it its they them their theirs and or nor but if so as at by for from form
        in on of off into onto over under up upon to too with within about above after against all almost also always
        among any are around be been before behind being below beside between both can come came could did do does done
        down during each either else even ever every far had has have having is just like made make many may might more
        most much must near next none often old one other ought out own past same seem shall should since some still
        such than thus toward until very was were well went will would yet bad good new war won win ban hear heard hard
        """
    ),
)
DANISH = ProtectedWords(
    numbers=listed(
        """
        nul en et én ét to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten
        nitten tyve tredive fyrre halvtreds tres halvfjerds firs halvfems halv halve halvanden første anden andet
        tredje fjerde femte sjette syvende ottende niende tiende procent gange dobbelt par kr kroner
        """
    ),
    dates=listed(
        """
        dag dage dagen uge uger ugen måned måneder år året time timer minut minutter sekund sekunder århundrede mandag
        tirsdag onsdag torsdag fredag lørdag søndag idag igår imorgen morgen aften nat middag forår sommer efterår
        vinter jul påske
        """,
        *danish.MONTHS,
    ),
    negations=listed(
        "ikke ej nej ingen intet ingenting aldrig hverken uden næppe kun undtagen medmindre afviste afviser nægter"
    ),
    common=listed(
        """
        af at da de den der deres det dette dem din du eller er for fra før han har havde hun hver hvor hvem hvad i jeg
        kan man med mere mest mod måske ned nu og om op os over på så skal som til ud under var ved vi vil være vor
        """
    ),
)
GERMAN = ProtectedWords(
    numbers=listed(
        """
        null ein eins eine einer einem einen zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn
        fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig
        halb halbe hälfte drittel viertel erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte prozent
        mal doppelt paar
        """
    ),
    dates=listed(
        """
        tag tage tagen woche wochen monat monate monaten jahr jahre jahren stunde stunden minute minuten sekunde
        sekunden jahrhundert montag dienstag mittwoch donnerstag freitag samstag sonntag heute gestern morgen abend
        nacht mittag frühling frühjahr sommer herbst winter weihnachten ostern
        """,
        *german.MONTHS,
    ),
    negations=listed(
        """
        nein nicht nichts nie niemals niemand nirgends nirgendwo weder ohne kaum nur außer kein keine keinem keinen
        keiner keines sondern
        """
    ),
    common=listed(
        """
        aber alle als am an auch auf aus bei bin bis da das daß dass dem den der des die dies doch du er es für hat
        hatte ich ihm ihn ihr im in ist ja kann man mehr mein mit muss nach noch ob oder sehr sein sich sie sind so soll
        um und uns unter vom von vor war was wer wie will wir wird zu zum zur
        """
    ),
)
LANGUAGES = {"en": ENGLISH, "da": DANISH, "de": GERMAN}

ABBREVIATIONS = listed(
    """
    mr mrs ms dr prof sen sens rep reps gov gen col lt capt sgt st jr sr rev hon pres no nr art vs inc co corp ltd hr fr
    fru frk bl al ca kap jan feb mar apr jun jul aug sep sept oct okt nov dec dez
    """
)
"""What a full stop ends without ending the sentence."""


def of(language: str) -> ProtectedWords | None:
    """The guarded words of a language (BCP 47); None for one that is not known here."""
    return LANGUAGES.get(language.partition("-")[0].casefold())
