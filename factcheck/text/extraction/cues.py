"""The closed classes of English that say who speaks: reporting verbs, and the small words around them."""

from .verbs import CALL, SAY, words

VERBS = SAY | CALL
PARTICIPLES = frozenset(verb for verb in VERBS if verb.endswith("ing"))
WITH_OBJECT = words("told tells tell asked asks urged assured")
NOUN_LIKE = words("""
    hit posts points claims calls demands answers promises attacks reports states emails remarks comments
    quotes questions charges complaints protests notes labels lists tweets texts objects details ventures cries chants
    rates uses orders supports addresses marvels murmurs vents
""")
"""Also nouns: verbs only behind a pronoun, or with a comma, a colon or “that” behind them."""
BASE_AFTER = words("""
    to will would can could should may might must shall not never don't didn't doesn't won't wouldn't couldn't can't
    cannot did do does i we they you who police two three some many others both people also and or help let
""")
"""What the plain form of a verb stands behind; elsewhere it is a noun, unless a plural is before it."""
NOUNS = words("""
    statement comment comments remark remarks claim assertion argument promise pledge description phrase slogan words
    question response answer quote quip message tweet letter speech interview reply motto line warning call insistence
    declaration contention accusation post mantra vow suggestion admission
""")
"""What belongs to who speaks: “her remark that ...”."""

PRONOUNS = words("he she they it we i who you")
PERSONAL = words("he she his her who they their")
ORGANISATIONS = words("""
    agency army association authority bank board church college commission committee company congress corporation council
    court department firm foundation government group guard house inc institute ministry navy news newspaper office
    organisation organization parliament party police post press senate service society state states team times union
    university campaign city town country administration
""")
"""What a name has that is no person's."""
POSSESSIVES = words("his her their its my")
DETERMINERS = words("""
    the a an his her their its our one some many several other another both most few two three critics supporters officials
""")
OWNED = words("the a an his her their its my your our this these")
AUXILIARIES = words("""
    has have had is was are were also later then previously recently reportedly further never once would will could may
    might does did do be been being again still even just only often repeatedly publicly simply famously clearly not
    already first now eventually immediately quickly initially specifically currently actually to went on hasn't didn't
    's 'd 've n't
""")
BE = words("is was are were been be 's")
CONJUNCTIONS = words("""
    that which when while because as after before if but and or though although whether where since until than so nor yet
    how what why amid whose whom
""")
PREPOSITIONS = words("""
    in on at during after before by with from about to for into over under through against following amid via upon toward
    towards among between without since until despite
""")
LEADS = words("""
    including outside inside alongside shortly soon indeed marking like unlike early late here asked pressed speaking last next hours minutes days weeks months years
    even just once only then later earlier also still however meanwhile instead overall yet throughout back now today
    yesterday
""")
DAYS = words("monday tuesday wednesday thursday friday saturday sunday today yesterday")
TIMES = DAYS | words("""
    morning afternoon evening night week month year time day weekend january february march april may june july august
    september october november december
""")
LATER = words("later earlier ago before after")
NEW_CLAUSE = words("and but who which while after when because")
TITLED = words("""
    on of in called the pseudonym titled entitled named or his her its their show website book film movie song by new from
    with for as
""")
"""Before a quoted title, as in “on ‘The Morning Show’”."""
WORKS = words("""
    on memoir book show film movie song ad series program programme column documentary novel magazine album podcast blog
    website entitled titled starring play musical
""")
"""Before the title of a work, with or without a comma."""
DENIES = words("denied denying denies rejected rejects")
REPORTS = words("reported reports reporting")
AHEAD = words(
    "will would plans pledged pledges promised promises promising vowed vows predicted predicts predicting"
)
IRREGULAR = words("""
    left went came took gave made met held got ran sat rose fell broke fought brought bought caught chose drew drove grew
    knew led paid put sold stood taught threw understood wore built cut kept heard won lost sent flew became spent
""")
"""Past forms that no ending gives away: they end a subject."""

FINITE_SAY = SAY - PARTICIPLES
SMALL = PREPOSITIONS | CONJUNCTIONS
BESIDE_NAMES = SMALL | AUXILIARIES
FIRST_WORDS = PRONOUNS | DETERMINERS
LEAD_INS = SMALL | LEADS
SUBJECT_ENDS = (AUXILIARIES | VERBS | IRREGULAR | CONJUNCTIONS | PREPOSITIONS) - {
    "of",
    "for",
}
NO_NAMES = TIMES | PERSONAL | FIRST_WORDS | {"there", "mr", "mrs"}
