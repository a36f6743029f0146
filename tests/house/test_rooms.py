"""The rooms of the house: no circle, arrows down, and text work that knows no Django."""

import ast

import pytest

from bench.house import names, picture, source

CODE = source.modules("factcheck", "timeline")


def test_no_rooms_import_each_other_in_a_circle():
    rows = picture.levels(picture.imports(CODE))

    assert rows[0] == ["timeline"]
    assert rows[-1] == ["text"]


def test_a_circle_of_rooms_is_named():
    with pytest.raises(ValueError, match=r"\['api', 'pages'\]"):
        picture.levels(picture.Counter({("api", "pages"): 1, ("pages", "api"): 1}))


def test_factcheck_never_imports_the_timeline():
    everything = {module.dotted for module in CODE}
    below = [module for module in CODE if module.path.parts[0] == "factcheck"]

    climbing = {
        module.dotted
        for module in below
        for name in picture.imported_names(module, everything)
        if name.split(".")[0] == "timeline"
    }

    assert climbing == set()


def test_text_work_imports_no_django():
    of_text = [module for module in CODE if module.dotted.startswith("factcheck.text")]
    imported = set()
    for module in of_text:
        for node in module.nodes(ast.Import):
            imported.update(alias.name.split(".")[0] for alias in node.names)
        for node in module.nodes(ast.ImportFrom):
            imported.add((node.module or "").split(".")[0])

    assert len(of_text) > 50
    assert imported & {"django", "rest_framework", "celery"} == set()


def test_no_import_is_hidden_in_a_function():
    hidden = [
        f"{module.path}:{node.lineno}"
        for module in CODE
        for function in module.nodes(ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []


@pytest.mark.parametrize(
    ("name", "is_refused"),
    [
        ("asked", True),
        ("_said_of", True),
        ("KeptPage", True),
        ("made_once", True),
        ("reachable", False),
        ("remade", False),
        ("not_found", False),
        ("published_records", False),
    ],
)
def test_a_participle_is_refused_as_a_word_of_a_name(name, is_refused):
    assert names._is_participle(name) is is_refused


def test_the_picture_names_every_room_and_draws_what_does_not_follow_from_others():
    svg = picture.draw(CODE)

    assert all(f">{room}/<" in svg for room in ("admin", "ledger", "text", "workflow"))
    assert "workflow imports records" in svg
    assert "workflow imports text" not in svg
