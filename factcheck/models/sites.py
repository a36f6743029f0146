from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q, Value

from .base import Part, Record
from .fields import WordsField

COLOUR = RegexValidator(
    r"^#[0-9a-f]{6}$",
    "Write a colour as # and six hexadecimal digits, such as #17406d.",
)


class Site(Record):
    """Who publishes this site, and by which rules: the one record that signs it."""

    PATH = "/about/#{slug}"

    name = models.CharField(
        max_length=80, help_text="What the site is called, on every page of it."
    )
    description = models.CharField(
        max_length=300,
        blank=True,
        help_text="What it is, in one sentence: for search engines and previews.",
    )
    language = models.CharField(
        max_length=35,
        default="en",
        help_text="Of the texts below. BCP 47 tag, for example en or da.",
    )
    languages = WordsField(
        help_text="The languages that the site is published in, one BCP 47 tag a line."
    )
    publisher = models.CharField(
        max_length=200,
        blank=True,
        help_text="Who answers for it: a person, company or association by its full name.",
    )
    address = models.TextField(blank=True, help_text="Where letters reach it.")
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    form_url = models.URLField(
        "form", max_length=500, blank=True, help_text="Where a form for letters is."
    )
    who_pays = models.TextField(
        blank=True, help_text="Who pays for the work, and how. Markdown."
    )
    corrections_policy = models.TextField(
        blank=True,
        help_text="What the desk does when it was wrong, and how to tell it. Markdown.",
    )
    how_we_work = models.TextField(
        blank=True,
        help_text="Stands above the steps that the desk's software holds everyone to. Markdown.",
    )
    privacy = models.TextField(
        blank=True, help_text="What becomes of readers' data. Markdown."
    )
    accessibility = models.TextField(
        blank=True,
        help_text="What is known not to work for whom, and whom to tell. Markdown.",
    )
    licence = models.CharField(
        max_length=120,
        blank=True,
        help_text="Under which others may use the texts, for example CC BY 4.0.",
    )
    licence_url = models.URLField("licence's address", max_length=500, blank=True)
    accent = models.CharField(
        "accent colour",
        max_length=7,
        blank=True,
        validators=[COLOUR],
        help_text="Of links and the like on light paper, such as #17406d.",
    )
    accent_dark = models.CharField(
        "accent colour on dark paper",
        max_length=7,
        blank=True,
        validators=[COLOUR],
        help_text="Empty for the nearest tone of the accent colour that can be read there.",
    )

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                Value(1),
                name="site_is_one",
                violation_error_message="The site has its record already; change that one.",
            ),
            models.CheckConstraint(
                name="site_accent_on_dark_paper_has_one_on_light",
                condition=Q(accent_dark="") | ~Q(accent=""),
                violation_error_message="Choose the accent colour on light paper too.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Logo(Part):
    """The site's logo; its bytes are stored once, by sha256, and served only while a live line names them."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="logo")
    sha256 = models.CharField(max_length=64, editable=False)
    media_type = models.CharField(max_length=40, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)

    def __str__(self) -> str:
        return self.sha256[:12]
