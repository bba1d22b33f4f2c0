"""Merge two files of one person, and undo it. Nothing is re-pointed."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.lifecycle import reactions
from cqo.foundation.refusal import NotPossible
from cqo.registry.people import indexing
from cqo.registry.people.models import Merge, Person


@transaction.atomic
def merge(*, kept: Person, merged: Person, kept_version: int, merged_version: int, ground: str, by: Actor, at: datetime) -> Merge:
    """Keep one file and let the other lead to it.

    Raises NotPossible: "merge.same_file", "merge.merged_already", "merge.two_sign_ins" (both have one), "lifecycle.changed_meanwhile".
    """
    gate.require(by, Can.MERGE_FILES)
    if kept.pk == merged.pk:
        raise NotPossible("merge.same_file")
    if kept.merged_into_id or merged.merged_into_id or Person.objects.filter(merged_into=merged).exists():
        raise NotPossible("merge.merged_already")
    if kept.user_id and merged.user_id:
        raise NotPossible("merge.two_sign_ins")
    if not Person.objects.filter(pk=kept.pk, version=kept_version, merged_into__isnull=True).update(version=F("version") + 1):
        raise NotPossible("lifecycle.changed_meanwhile")
    if not Person.objects.filter(pk=merged.pk, version=merged_version, merged_into__isnull=True).update(
        version=F("version") + 1, merged_into=kept
    ):
        raise NotPossible("lifecycle.changed_meanwhile")
    act = Merge.objects.create(kept=kept, merged=merged, ground=ground, merged_at=at)
    indexing.refresh([kept.pk, merged.pk])
    audit.record(
        "person.merged", by=by, at=at, city=by.city, kind="person", key=str(kept.pk), facts={"merged": str(merged.pk), "merge": str(act.pk)}
    )
    reactions.run("person.merged", case=act, by=by, at=at)
    return act


@transaction.atomic
def undo(*, merge: Merge, by: Actor, at: datetime) -> None:
    """Let a merged file stand for itself again. Raises NotPossible("merge.undone_already")."""
    gate.require(by, Can.MERGE_FILES)
    if not Merge.objects.filter(pk=merge.pk, undone_at__isnull=True).update(undone_at=at):
        raise NotPossible("merge.undone_already")
    Person.objects.filter(pk=merge.merged_id).update(merged_into=None, version=F("version") + 1)
    Person.objects.filter(pk=merge.kept_id).update(version=F("version") + 1)
    indexing.refresh([merge.kept_id, merge.merged_id])
    audit.record(
        "person.merge_undone",
        by=by,
        at=at,
        city=by.city,
        kind="person",
        key=str(merge.kept_id),
        facts={"merged": str(merge.merged_id), "merge": str(merge.pk)},
    )
    reactions.run("person.merge_undone", case=merge, by=by, at=at)
