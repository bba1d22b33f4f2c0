"""Merge two files of one enterprise, and undo it. Nothing is re-pointed: the merged file points at the kept one, and every read follows."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.lifecycle import reactions
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises import indexing
from cqo.registry.enterprises.models import Enterprise, Merge


@transaction.atomic
def merge(*, kept: Enterprise, merged: Enterprise, kept_version: int, merged_version: int, ground: str, by: Actor, at: datetime) -> Merge:
    """Keep one file and let the other lead to it.

    Raises NotPossible: "merge.same_file", "merge.merged_already" (either is merged, or the other has files merged into it), "merge.two_cities",
    "lifecycle.changed_meanwhile".
    """
    gate.require(by, Can.MERGE_FILES)
    if kept.pk == merged.pk:
        raise NotPossible("merge.same_file")
    if kept.merged_into_id or merged.merged_into_id or Enterprise.objects.filter(merged_into=merged).exists():
        raise NotPossible("merge.merged_already")
    if kept.city_code != merged.city_code:
        raise NotPossible("merge.two_cities")
    if not Enterprise.objects.filter(pk=kept.pk, version=kept_version, merged_into__isnull=True).update(version=F("version") + 1):
        raise NotPossible("lifecycle.changed_meanwhile")
    if not Enterprise.objects.filter(pk=merged.pk, version=merged_version, merged_into__isnull=True).update(
        version=F("version") + 1, merged_into=kept
    ):
        raise NotPossible("lifecycle.changed_meanwhile")
    act = Merge.objects.create(kept=kept, merged=merged, ground=ground, merged_at=at)
    indexing.refresh([kept.pk, merged.pk])
    audit.record(
        "enterprise.merged",
        by=by,
        at=at,
        city=kept.city_code,
        kind="enterprise",
        key=str(kept.pk),
        facts={"merged": str(merged.pk), "merge": str(act.pk)},
    )
    reactions.run("enterprise.merged", case=act, by=by, at=at)
    return act


@transaction.atomic
def undo(*, merge: Merge, by: Actor, at: datetime) -> None:
    """Let a merged file stand for itself again, with everything it had. Raises NotPossible("merge.undone_already")."""
    gate.require(by, Can.MERGE_FILES)
    if not Merge.objects.filter(pk=merge.pk, undone_at__isnull=True).update(undone_at=at):
        raise NotPossible("merge.undone_already")
    Enterprise.objects.filter(pk=merge.merged_id).update(merged_into=None, version=F("version") + 1)
    Enterprise.objects.filter(pk=merge.kept_id).update(version=F("version") + 1)
    indexing.refresh([merge.kept_id, merge.merged_id])
    audit.record(
        "enterprise.merge_undone",
        by=by,
        at=at,
        city=merge.kept.city_code,
        kind="enterprise",
        key=str(merge.kept_id),
        facts={"merged": str(merge.merged_id), "merge": str(merge.pk)},
    )
    reactions.run("enterprise.merge_undone", case=merge, by=by, at=at)
