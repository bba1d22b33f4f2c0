"""What an event sets off in other parts: one table from event to operations, run in the event's own transaction as the system.

Reactions act because of the named event and by the right of this table; nothing is hidden in a signal.
"""

from collections.abc import Mapping, Sequence

from cqo.foundation.intake import jobs as intake
from cqo.foundation.lifecycle.reactions import Reaction
from cqo.registry.people.operations import places

REACTIONS: Mapping[str, Sequence[Reaction]] = {
    "intake.check": [intake.when_check_is_wanted],
    "intake.finish_check": [intake.when_checked],
    "intake.publish": [intake.when_publication_is_wanted],
    "intake.finish_publication": [intake.when_published],
    "intake.undo": [intake.when_undo_is_wanted],
    "intake.finish_undo": [intake.when_undone],
    "intake.refuse_undo": [intake.when_undo_is_refused],
    "intake.discard": [intake.when_discarded],
    "enterprise.moved": [places.follow_enterprise],
}
