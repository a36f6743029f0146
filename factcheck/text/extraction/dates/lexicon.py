"""The words of English that name times: data only."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
MONTH_ABBREVIATIONS = {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {
    "Sept": 9
}
WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
WEEKDAY_NUMBERS = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
WEEKDAY_ABBREVIATIONS = (
    "Mon",
    "Tue",
    "Tues",
    "Wed",
    "Thu",
    "Thur",
    "Thurs",
    "Fri",
    "Sat",
    "Sun",
)
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS = (
    {word: number for number, word in enumerate(ONES, 1)}
    | {word: number for number, word in zip(range(20, 100, 10), TENS, strict=True)}
    | {
        "a": 1,
        "an": 1,
        "a single": 1,
        "a dozen": 12,
        "a hundred": 100,
        "hundred": 100,
        "a thousand": 1000,
    }
    | {"a couple of": 2, "half a": 0.5}
)
VAGUE_NUMBERS = (
    "several",
    "a few",
    "few",
    "many",
    "some",
    "numerous",
    "countless",
    "a number of",
    "a couple of",
)

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first",
)  # fmt: skip
ORDINAL_NUMBERS = {word: number for number, word in enumerate(ORDINALS, 1)}
DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip

UNITS = (
    "second",
    "minute",
    "hour",
    "day",
    "night",
    "weekend",
    "week",
    "fortnight",
    "month",
    "quarter",
    "year",
)
UNIT_LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "N", "weekend": "WE", "week": "W",
    "fortnight": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip
PARTS_OF_DAY = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "daytime": "TDT", "noon": "T12:00",
    "midday": "T12:00", "dawn": "TMO", "dusk": "TEV", "midnight": "T00:00",
}  # fmt: skip

# Month and day; what moves with the moon or differs between countries is left out.
HOLIDAYS = {
    "New Year's Day": (1, 1), "New Year’s Day": (1, 1), "Epiphany": (1, 6), "Valentine's Day": (2, 14),
    "Valentine’s Day": (2, 14), "St. Patrick's Day": (3, 17), "St Patrick's Day": (3, 17), "April Fools' Day": (4, 1),
    "Earth Day": (4, 22), "May Day": (5, 1), "Juneteenth": (6, 19), "Greenland's National Day": (6, 21),
    "Greenland’s National Day": (6, 21), "the Fourth of July": (7, 4), "Bastille Day": (7, 14), "Halloween": (10, 31),
    "All Saints' Day": (11, 1), "Armistice Day": (11, 11), "Veterans Day": (11, 11), "Christmas Eve": (12, 24),
    "Christmas Day": (12, 25), "Christmas": (12, 25), "Boxing Day": (12, 26), "New Year's Eve": (12, 31),
    "New Year’s Eve": (12, 31),
}  # fmt: skip

REFERENCES = {
    "now": "PRESENT_REF", "nowadays": "PRESENT_REF", "currently": "PRESENT_REF", "current": "PRESENT_REF",
    "present day": "PRESENT_REF", "present-day": "PRESENT_REF", "the present": "PRESENT_REF",
    "the time being": "PRESENT_REF", "at this time": "PRESENT_REF", "this time": "PRESENT_REF",
    "recent": "PAST_REF", "recently": "PAST_REF", "former": "PAST_REF", "formerly": "PAST_REF", "the past": "PAST_REF",
    "the future": "FUTURE_REF", "future": "FUTURE_REF",
}  # fmt: skip
