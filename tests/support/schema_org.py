"""Of schema.org's vocabulary what the site may use: facts of https://schema.org, its types with their properties.

`TYPES` has for each type its superclasses and its own properties; a type has those of its superclasses too.
"""

TYPES = {
    "Thing": (
        (),
        {
            *(
                "additionalType",
                "alternateName",
                "description",
                "disambiguatingDescription",
                "identifier",
                "image",
            ),
            *(
                "mainEntityOfPage",
                "name",
                "owner",
                "potentialAction",
                "sameAs",
                "subjectOf",
                "url",
            ),
        },
    ),
    "CreativeWork": (
        ("Thing",),
        {
            *(
                "about",
                "abstract",
                "archivedAt",
                "author",
                "citation",
                "comment",
                "contentLocation",
                "contributor",
            ),
            *(
                "correction",
                "creator",
                "dateCreated",
                "dateModified",
                "datePublished",
                "editor",
                "expires",
                "genre",
            ),
            *(
                "hasPart",
                "headline",
                "alternativeHeadline",
                "inLanguage",
                "isBasedOn",
                "isPartOf",
                "keywords",
            ),
            *(
                "license",
                "mainEntity",
                "mentions",
                "position",
                "provider",
                "publication",
                "publisher",
            ),
            *(
                "publishingPrinciples",
                "sdDatePublished",
                "sdLicense",
                "sdPublisher",
                "sourceOrganization",
                "spatial",
            ),
            *(
                "temporal",
                "temporalCoverage",
                "text",
                "thumbnailUrl",
                "translationOfWork",
                "translator",
                "version",
            ),
        },
    ),
    "Article": (
        ("CreativeWork",),
        {
            "articleBody",
            "articleSection",
            "backstory",
            "pageEnd",
            "pageStart",
            "pagination",
            "speakable",
            "wordCount",
        },
    ),
    "Claim": (("CreativeWork",), {"appearance", "claimInterpreter", "firstAppearance"}),
    "Quotation": (("CreativeWork",), {"spokenByCharacter"}),
    "Review": (
        ("CreativeWork",),
        {
            *(
                "associatedClaimReview",
                "associatedMediaReview",
                "associatedReview",
                "itemReviewed",
                "negativeNotes",
            ),
            *("positiveNotes", "reviewAspect", "reviewBody", "reviewRating"),
        },
    ),
    "ClaimReview": (("Review",), {"claimReviewed"}),
    "Comment": (
        ("CreativeWork",),
        {"downvoteCount", "parentItem", "sharedContent", "upvoteCount"},
    ),
    "CorrectionComment": (("Comment",), set()),
    "WebPage": (
        ("CreativeWork",),
        {
            *(
                "breadcrumb",
                "lastReviewed",
                "mainContentOfPage",
                "primaryImageOfPage",
                "relatedLink",
                "reviewedBy",
            ),
            *("significantLink", "speakable", "specialty"),
        },
    ),
    "CollectionPage": (("WebPage",), set()),
    "Dataset": (
        ("CreativeWork",),
        {
            "distribution",
            "includedInDataCatalog",
            "issn",
            "measurementMethod",
            "measurementTechnique",
        },
    ),
    "DataFeed": (("Dataset",), {"dataFeedElement"}),
    "DataFeedItem": (
        ("Thing",),
        {"dateCreated", "dateDeleted", "dateModified", "item"},
    ),
    "Rating": (
        ("Thing",),
        {
            "author",
            "bestRating",
            "ratingExplanation",
            "ratingValue",
            "reviewAspect",
            "worstRating",
        },
    ),
    "Event": (
        ("Thing",),
        {
            *(
                "about",
                "actor",
                "attendee",
                "contributor",
                "director",
                "duration",
                "endDate",
                "eventSchedule",
            ),
            *(
                "eventStatus",
                "inLanguage",
                "keywords",
                "location",
                "organizer",
                "performer",
                "previousStartDate",
            ),
            *("sponsor", "startDate", "subEvent", "superEvent", "workFeatured"),
        },
    ),
    "Place": (
        ("Thing",),
        {
            "address",
            "containedInPlace",
            "containsPlace",
            "event",
            "geo",
            "hasMap",
            "logo",
        },
    ),
    "Person": (
        ("Thing",),
        {
            "affiliation",
            "birthDate",
            "familyName",
            "givenName",
            "jobTitle",
            "memberOf",
            "nationality",
            "worksFor",
        },
    ),
    "Organization": (
        ("Thing",),
        {
            *(
                "actionableFeedbackPolicy",
                "address",
                "alumni",
                "contactPoint",
                "correctionsPolicy",
                "department",
            ),
            *(
                "diversityPolicy",
                "email",
                "ethicsPolicy",
                "founder",
                "foundingDate",
                "funder",
                "funding",
                "legalName",
            ),
            *(
                "location",
                "logo",
                "member",
                "memberOf",
                "ownershipFundingInfo",
                "parentOrganization",
            ),
            *("publishingPrinciples", "subOrganization", "unnamedSourcesPolicy"),
        },
    ),
    "NewsMediaOrganization": (
        ("Organization",),
        {
            *(
                "masthead",
                "missionCoveragePrioritiesPolicy",
                "noBylinesPolicy",
                "verificationFactCheckingPolicy",
            ),
            *("ethicsPolicy", "diversityStaffingReport"),
        },
    ),
}


def properties(kind: str) -> set[str]:
    """Every property that a thing of this type may have."""
    above, own = TYPES[kind]
    return own.union(*map(properties, above))


def misused(node) -> list[str]:
    """What a document says of things that their types do not have, and types that are not in the table."""
    if isinstance(node, list):
        return [fault for each in node for fault in misused(each)]
    if not isinstance(node, dict):
        return []
    named = {name for name in node if not name.startswith(("@", "_"))}
    kind = node.get("@type")
    wrong = (
        named - properties(kind)
        if kind in TYPES
        else {f"no type {kind}"}
        if named and kind
        else set()
    )
    return [f"{kind}.{name}" for name in sorted(wrong)] + [
        fault for each in node.values() for fault in misused(each)
    ]
