"""Every text that any table may hold has a row that says what a redaction does with it."""

import pytest
from django.apps import apps

from factcheck.models import Part, Record
from factcheck.workflow import redaction_registry
from factcheck.workflow.redaction_registry import CLOSED, REPLACED, RedactionAct

MODELS = pytest.mark.parametrize(
    "model", apps.get_models(), ids=lambda model: model._meta.label
)


@MODELS
def test_every_text_has_a_rule_and_no_rule_is_about_nothing(model):
    texts = {field.name for field in redaction_registry.texts_of(model)}

    assert set(redaction_registry.rules_of(model)) == texts


def test_no_rule_is_of_a_table_that_is_gone():
    assert set(redaction_registry.tables()) == {
        model._meta.label for model in apps.get_models()
    }


@MODELS
def test_unchanged_texts_have_a_reason(model):
    kept = [
        rule
        for rule in redaction_registry.rules_of(model).values()
        if rule.act == RedactionAct.UNCHANGED
    ]

    assert [rule for rule in kept if not rule.why] == []


@MODELS
def test_a_field_with_choices_is_of_a_closed_list_and_no_free_text_is(model):
    rules = redaction_registry.rules_of(model)
    closed = {
        field.name for field in redaction_registry.texts_of(model) if field.choices
    }

    assert {name for name in closed if rules[name] != CLOSED} == set()
    assert [
        f.name
        for f in redaction_registry.texts_of(model)
        if f.get_internal_type() == "TextField" and rules[f.name] == CLOSED
    ] == []


@MODELS
def test_what_cannot_be_stored_twice_is_not_replaced_by_one_word(model):
    unique = {
        name for names in model._meta.total_unique_constraints for name in names.fields
    }
    unique |= {
        field.name for field in redaction_registry.texts_of(model) if field.unique
    }

    assert {
        name
        for name in unique
        if redaction_registry.rules_of(model).get(name) == REPLACED
    } - {"source"} == set()


@MODELS
def test_a_row_about_a_record_has_a_path_to_its_uid(model):
    if issubclass(model, Record | Part):
        assert redaction_registry.record_of(model).endswith("uid")
    if redaction_registry.record_of(model):
        assert list(
            model._base_manager.filter(
                **{f"{redaction_registry.record_of(model)}__isnull": True}
            ).query.where.children
        )
