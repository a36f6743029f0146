"""Why a suggestion is rejected: a short list, so that it can be counted, and a text beside it."""

REASONS = {
    "not-found-right": "Wrongly found: the words or the place are not right",
    "wrong-speaker": "The wrong speaker",
    "off-topic": "Has nothing to do with the dispute",
    "not-checkable": "Cannot be checked",
    "known": "Stands in the record already",
    "other": "Another reason",
}
