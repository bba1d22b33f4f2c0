"""What an event sets off in other parts: one table from event to operations, run in the event's own transaction as the system.

Reactions act because of the named event and by the right of this table; nothing is hidden in a signal.
"""

from collections.abc import Mapping, Sequence

from cqo.foundation.intake import jobs as intake
from cqo.foundation.lifecycle.reactions import Reaction
from cqo.qualification.certificates import jobs as certificates_work
from cqo.qualification.talents import jobs as talents_work
from cqo.qualification.talents.operations import entry as talents
from cqo.registry.people.operations import places

REACTIONS: Mapping[str, Sequence[Reaction]] = {
    "intake.check": [intake.when_check_is_wanted],
    "intake.finish_check": [intake.when_checked],
    "intake.publish": [intake.when_publication_is_wanted],
    "intake.finish_publication": [intake.when_published, talents_work.when_roster_changed],
    "intake.undo": [talents_work.when_roster_changed, intake.when_undo_is_wanted],
    "intake.finish_undo": [intake.when_undone],
    "intake.refuse_undo": [intake.when_undo_is_refused, talents_work.when_roster_changed],
    "intake.discard": [intake.when_discarded],
    "enterprise.moved": [places.follow_enterprise, talents.when_firm_changed],
    "enterprise.amended": [talents.when_firm_changed],
    "enterprise.merged": [talents.when_firms_merged],
    "enterprise.merge_undone": [talents.when_firms_merged],
    "employment.changed": [talents.when_employed],
    "person.merged": [talents.when_merged],
    "person.merge_undone": [talents.when_merged],
    "issue.approve": [certificates_work.when_approved],
    "certificates.issued": [talents.when_issued],
    "certificate.changed": [talents.when_changed, certificates_work.when_changed],
}
