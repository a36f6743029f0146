"""The verbs that report: a closed class, in all their forms."""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DOUBLING = words("quip snap slam dub rip pan admit refer rap brag nag blab hum")
VOWELS = "aeiou"


def forms(verb: str) -> tuple[str, str, str, str]:
    """A regular verb and its forms: says, said, saying."""
    stem = verb + verb[-1] if verb in DOUBLING else verb
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    return (
        verb,
        verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s"),
        stem + "ed",
        stem + "ing",
    )


def all_forms(text: str) -> frozenset[str]:
    return frozenset(form for verb in text.split() for form in forms(verb))


REGULAR_SAY = """
    acknowledge add admit advise advocate allege announce answer argue ask assert assure blare bark blurt boast
    brag cackle caution charge chant chide clarify claim comment complain concede conclude concur confess
    confide confirm contend continue counter crack cry deadpan declare demand deny describe disclose elaborate
    email emphasize emphasise exclaim exhort explain fume grumble gripe gush hint holler howl implore imply
    indicate inform inquire insist instruct interject intone inveigh joke lament marvel mention moan murmur muse
    mutter note object observe opine plead pledge point ponder post posit pray predict react proclaim promise
    protest quip quote rant reason reassert reassure recall recount reflect reiterate remark remember remind
    repeat reply report respond retort reveal riff roar scream shout sigh snap sniff speculate state stress
    suggest summarize surmise tease testify text thunder trumpet tweet urge vent venture volunteer vow warn
    whisper wonder yell cite believe agree maintain lecture
"""
REGULAR_CALL = """
    accuse apologize apologise applaud assail attack bash belittle bemoan berate blame blast brand celebrate
    champion characterize characterise chastise cheer compare condemn consider coin credit criticize criticise
    decry deem defend denounce deplore deride detail discuss dismiss disparage dub echo endorse envision expect
    express frame hail herald highlight indict invoke label lambast lampoon laud liken lambaste list mock
    nickname oppose order outline paint pan portray praise preach pronounce propose question rail rap rate
    rattle recommend refer refuse reject reprimand rebuke repudiate ridicule rip savage scoff scold scorn signal
    skewer slam tag target taunt term thank tick tout unveil voice welcome push favor use support address
"""
SAY = all_forms(REGULAR_SAY) | words("""
    said says say saying told tells tell telling wrote writes write writing written read reads reading thinks thought
    think thinking began begins sang sings swore swears summed coached put puts
""")
"""Verbs of saying: what they report is the speaker's own."""

CALL = all_forms(REGULAR_CALL) | words("""
    called calls call calling hit feels felt found finds wants wanted sees saw hopes hoped hoping spoke speaks talked
    talks cast casts casting used uses using sought seeks offered
""")
"""Verbs that name, judge or wish: the words behind them may be somebody's own."""

BASE = words(REGULAR_SAY + REGULAR_CALL) | words("say tell write think call feel hope")
"""Their plain forms, many of which are nouns as well."""
