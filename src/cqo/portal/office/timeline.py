"""The time line of a case page of the office."""

from cqo.foundation.audit import queries as audit
from cqo.foundation.audit import wording as record
from cqo.foundation.look.casepage import Event
from cqo.portal.office.listings.entries import who
from cqo.portal.office.queries.record import put_into_words

MOST = 50


def events_of(kind: str, key: object) -> list[Event]:
    """What the record holds on a case, newest first, at most 50 of them."""
    entries = list(audit.timeline(kind, key).reverse()[:MOST])
    put_into_words(entries)
    return [Event(record.say(entry.event), entry.at, who(entry)) for entry in entries]
