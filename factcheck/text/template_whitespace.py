"""White space in the source of a template: laid out for whoever edits it, collapsed for whoever reads the page.

White space that holds a line break becomes nothing where a browser shows none, and where the body of a template tag
begins or ends; elsewhere it becomes one space. All other white space stays as it is written, and so does everything
in comments, `blocktranslate`, `verbatim`, `pre`, `textarea`, `script`, `style` and quoted values of attributes.
"""

import re

# Elements that begin and end a line of their own, or show nothing: white space beside their tags is never seen.
BLOCKS = frozenset(
    ("html", "head", "base", "link", "meta", "script", "style", "template", "title")
    + ("body", "main", "header", "footer", "nav", "section", "article", "aside")
    + ("search", "address", "div", "p", "hr", "br", "pre", "blockquote", "figure")
    + ("figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "ul", "ol", "li")
    + ("dl", "dt", "dd", "table", "caption", "colgroup", "col", "thead", "tbody")
    + ("tfoot", "tr", "th", "td", "form", "fieldset", "legend", "details", "summary")
    + ("dialog", "datalist", "optgroup", "option")
)
MIDDLES = frozenset({"elif", "else"})
LOOP_ENDS = frozenset({"empty", "endfor"})

TEMPLATE_TOKEN = r"\{%[^\n]*?%\}|\{\{[^\n]*?\}\}"
QUOTED = rf""""(?:{TEMPLATE_TOKEN}|[^"])*"|'(?:{TEMPLATE_TOKEN}|[^'])*'"""
TOKEN = re.compile(
    rf"""
    (?P<verbatim>
        \{{%[ ](?P<paired>comment|verbatim|blocktranslate)\b.*?\{{%[ ]end(?P=paired)[ ]%\}}
        | <(?P<raw>pre|textarea|script|style)\b.*?</(?P=raw)>
        | <!--.*?-->
    )
    | (?P<silent>\{{%[ ](?:load|extends)[ ][^\n]*?%\}} | \{{%(?:(?!%\}})[^\n])*[ ]as[ ]\w+[ ]%\}} | \{{\#[^\n]*?\#\}})
    | \{{%[ ](?P<tag>\w+)[^\n]*?%\}}
    | (?P<element></?(?P<name>[a-zA-Z][\w-]*)(?:{TEMPLATE_TOKEN}|{QUOTED}|[^>"'])*>)
    | (?P<space>\s*\n\s*)
    | \{{\{{[^\n]*?\}}\}} | [^<{{\s]+ | [^\S\n]+ | .
    """,
    re.VERBOSE | re.DOTALL,
)
IN_ELEMENT = re.compile(rf"(?P<kept>{TEMPLATE_TOKEN}|{QUOTED})|\s*\n\s*(?P<end>/?>)?")


def collapse(source: str, *, keep_lines: bool = False) -> str:
    """The source with less white space, which renders to a page that looks and reads the same.

    With `keep_lines` the line breaks that are taken out stay in comments of the template, so that error messages name
    the right line; what is rendered is the same.
    """
    tokens = list(TOKEN.finditer(source))
    names = {token["tag"] for token in tokens}
    ends = {f"end{name}" for name in names} & names
    texts: list[str] = []
    before: re.Match[str] | None = None
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        if token["space"]:
            seen = before and after and _is_seen(before, after, ends)
            space = " " if seen else ""
            texts.append(_space(token[0], space, keep_lines and bool(texts)))
        elif token["element"]:
            texts.append(_element(token[0], keep_lines))
        else:
            texts.append(token[0])
        before = before if token["silent"] else token
    return "".join(texts)


def _is_seen(before: re.Match[str], after: re.Match[str], ends: set[str]) -> bool:
    """Whether white space between the two is shown: it is not at the edge of a block, nor of the body of a tag.

    Between the rounds of a loop there is a space.
    """
    if before["space"] or before["name"] in BLOCKS or after["name"] in BLOCKS:
        return False
    if before["tag"] in MIDDLES | {"empty"} or f"end{before['tag']}" in ends:
        return False
    return after["tag"] in LOOP_ENDS or after["tag"] not in MIDDLES | ends


def _element(tag: str, keep_lines: bool) -> str:
    """The tag of an element on one line; what stands in quotes as it was."""

    def on_one_line(part: re.Match[str]) -> str:
        if part["kept"]:
            return part[0]
        end = part["end"] or ""
        return _space(part[0], end or " ", keep_lines)

    return IN_ELEMENT.sub(on_one_line, tag)


def _space(space: str, text: str, keep_lines: bool) -> str:
    if not keep_lines:
        return text
    breaks = "\n" * space.count("\n")
    return f"{{% comment %}}{breaks}{{% endcomment %}}{text}"
