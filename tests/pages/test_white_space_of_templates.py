"""Templates are laid out to be read; the pages that come of them hold no more white space than they need."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Engine, TemplateSyntaxError

from factcheck.text.template_whitespace import collapse

TEMPLATES = Path(settings.BASE_DIR) / "templates"
ALL = sorted(TEMPLATES.rglob("*.html"))
LOADER = "factcheck.config.template_loader.Loader"


@pytest.mark.parametrize(
    ("source", "collapsed"),
    [
        ("<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>\n", "<ul><li>a</li><li>b</li></ul>"),
        ("<p>\n  one\n  two\n</p>", "<p>one two</p>"),
        ("<b>one</b>\n<i>two</i>", "<b>one</b> <i>two</i>"),
        ("{{ one }}\n{{ two }}", "{{ one }} {{ two }}"),
        ('{% translate "a" %}\n{% url "b" %}', '{% translate "a" %} {% url "b" %}'),
        ("one  two <b> three</b>", "one  two <b> three</b>"),
        ("one<br>\n  two", "one<br>two"),
    ],
)
def test_a_line_break_is_a_space_where_a_browser_shows_one(source, collapsed):
    assert collapse(source) == collapsed


@pytest.mark.parametrize(
    ("source", "collapsed"),
    [
        (
            "Hello\n{% if a %}\n  {{ a }}\n{% endif %}\nand welcome",
            "Hello {% if a %}{{ a }}{% endif %} and welcome",
        ),
        (
            "{{ a }}{% if b %},\n  {{ b }}\n{% else %}\n  none\n{% endif %}.",
            "{{ a }}{% if b %}, {{ b }}{% else %}none{% endif %}.",
        ),
        (
            "{% for a in b %}\n  <i>{{ a }}</i>\n{% empty %}\n  -\n{% endfor %}",
            "{% for a in b %}<i>{{ a }}</i> {% empty %}- {% endfor %}",
        ),
        (
            "{% load a %}\n{% block b %}\n  c\n{% endblock b %}\n",
            "{% load a %}{% block b %}c{% endblock b %}",
        ),
        (
            "a\n{% url 'b' as b %}\n<i>{{ b }}</i>",
            "a {% url 'b' as b %}<i>{{ b }}</i>",
        ),
    ],
)
def test_the_body_of_a_tag_begins_and_ends_with_its_words(source, collapsed):
    assert collapse(source) == collapsed


@pytest.mark.parametrize(
    "source",
    [
        "<pre>\n  a\n</pre>",
        "<textarea>\n\n</textarea>",
        "<script>\n// a\nb()\n</script>",
        "{% blocktranslate trimmed %}\n  a\n{% endblocktranslate %}",
        "{% comment %}\n  a\n{% endcomment %}",
        '<p title="one\n two">a</p>',
    ],
)
def test_what_is_quoted_keeps_its_lines(source):
    assert collapse(source) == source


def test_attributes_may_stand_on_lines_of_their_own():
    source = '<a\n  href="{% url "a" %}"\n  {% if b > c %} class="d"{% endif %}\n>e</a>'

    assert (
        collapse(source)
        == '<a href="{% url "a" %}" {% if b > c %} class="d"{% endif %}>e</a>'
    )


def test_while_debugging_an_error_names_its_line(tmp_path):
    (tmp_path / "a.html").write_text("<p>\n  a\n</p>\n<p\n  id='b'>\n{% nothing %}\n")
    engine = Engine(dirs=[str(tmp_path)], loaders=[LOADER], debug=True)

    with pytest.raises(TemplateSyntaxError) as raised:
        engine.get_template("a.html")

    assert raised.value.template_debug["line"] == 6


def test_while_debugging_the_page_is_the_same(tmp_path):
    (tmp_path / "a.html").write_text("{# a #}\n<p\n  id='b'>\n  a\n  b\n</p>\n")

    pages = {
        Engine(dirs=[str(tmp_path)], loaders=[LOADER], debug=debug)
        .get_template("a.html")
        .render(Context())
        for debug in (True, False)
    }

    assert pages == {"<p id='b'>a b</p>"}


@pytest.mark.parametrize("path", ALL, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_template_keeps_its_words(path):
    source = path.read_text()

    assert re.sub(r"\s", "", collapse(source)) == re.sub(r"\s", "", source)


def test_lines_of_templates_can_be_read():
    lines = [line for path in ALL for line in path.read_text().splitlines() if line]

    long = [line for line in lines if len(line) > 120]

    assert len(long) <= 0.02 * len(lines)
