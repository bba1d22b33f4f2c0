"""Tables keep the order of the house too, and the rules that keep the way to one schema per tenant open (docs/explanation/house.md)."""

import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

CONTRACTS = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
CODE_LISTS = {"divisions", "industries", "workdays"}  # keyed by the official code or the day itself
# Tables that are no rows of the institution: each with the reason why it has a key of its own kind.
OWN_KEYS = {
    "audit.Head": "one row a city, keyed by the city's code",
    "exams.Answer": "rows in the order in which they were received, hundreds a second; the number orders them and never leaves the table",
    "search.Entry": "an index that is built anew at will; SQLite's text search knows rows by whole numbers, and none leaves the app",
}


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("cqo.") and not model._meta.proxy]


def relations() -> Iterator[tuple[type[models.Model], models.Field, type[models.Model]]]:
    """Each foreign key of an own table: (table, field, table it points at)."""
    for model in own_models():
        for field in model._meta.local_fields:
            if field.is_relation and field.related_model is not None:
                yield model, field, field.related_model


def order() -> dict[str, int]:
    """App → its height in the house, from the contracts on imports; apps of equal height must not point at each other."""
    stages: dict[str, list[str]] = {}
    for contract in CONTRACTS:
        if contract["type"] == "layers" and "*" not in contract["containers"][0]:
            stages[contract["containers"][0]] = contract["layers"]
    apps_from_above = [
        [f"cqo.{stage}.{app.strip()}" for app in layer.split("|")] for stage in stages["cqo"] for layer in stages.get(f"cqo.{stage}", [])
    ]
    return {app: height for height, layer in enumerate(reversed(apps_from_above)) for app in layer}


def test_foreign_keys_point_downwards():
    height = order()
    upwards = [
        f"{model._meta.label}.{field.name} -> {target._meta.label}"
        for model, field, target in relations()
        if model._meta.app_label != target._meta.app_label
        and target.__module__.startswith("cqo.")
        and height[apps.get_app_config(model._meta.app_label).name] <= height[apps.get_app_config(target._meta.app_label).name]
    ]
    assert upwards == []


def test_migrations_depend_downwards_only():
    from django.db.migrations.loader import MigrationLoader

    height = {app.rpartition(".")[2]: rank for app, rank in order().items()}
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    upwards = [
        f"{key} -> {parent.key}"
        for key, node in graph.node_map.items()
        for parent in node.parents
        if key[0] in height and parent.key[0] in height and key[0] != parent.key[0] and height[key[0]] <= height[parent.key[0]]
    ]
    assert sorted(upwards) == []


def test_shared_tables_do_not_point_at_a_tenants():
    shared = {apps.get_app_config(name.rpartition(".")[2]).label for name in settings.SHARED_APPS}
    wrong = [
        f"{model._meta.label}.{field.name} -> {target._meta.label}"
        for model, field, target in relations()
        if model._meta.app_label in shared and target._meta.app_label not in shared
    ]
    assert wrong == []


def test_every_app_is_declared_exactly_once_and_one_with_tables_as_shared_or_tenant():
    declared = [*settings.SHARED_APPS, *settings.TENANT_APPS, *settings.STATELESS_APPS]
    assert sorted(declared) == sorted(set(declared)) == sorted(settings.INSTALLED_APPS)
    with_tables = {config.name for config in apps.get_app_configs() if list(config.get_models(include_auto_created=True))}
    assert with_tables - {*settings.SHARED_APPS, *settings.TENANT_APPS} == set()


def test_no_own_table_points_at_a_content_type():
    assert [
        f"{model._meta.label}.{field.name}" for model, field, target in relations() if target._meta.label == "contenttypes.ContentType"
    ] == []


def keeps_a_uuid(model: type[models.Model]) -> bool:
    """Whether the key is a UUID made here, or the key of the row it extends."""
    key = model._meta.pk
    while key.is_relation:
        key = key.target_field
    return isinstance(key, models.UUIDField) and (model._meta.pk.is_relation or key.default is not uuid.uuid4)


def test_own_tables_are_keyed_by_uuids_made_in_the_application():
    others = {model._meta.label for model in own_models() if model._meta.app_label not in CODE_LISTS and not keeps_a_uuid(model)}
    assert others == set(OWN_KEYS)


def test_nothing_is_deleted_or_emptied_along_with_something_else():
    allowed = {models.PROTECT}
    loose = [
        f"{model._meta.label}.{field.name}: {field.remote_field.on_delete.__name__}"
        for model, field, _target in relations()
        if field.remote_field.on_delete not in allowed
    ]
    assert loose == []


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_a_table_has_no_order_of_its_own_and_looks_at_no_clock(model: type[models.Model]):
    clocks = [
        field.name for field in model._meta.local_fields if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    ]
    assert (list(model._meta.ordering), clocks) == ([], [])
