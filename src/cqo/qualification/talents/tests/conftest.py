"""What the tests of the talent registry share."""

from cqo.registry.people.tests.conftest import as_actor, own_attachments

__all__ = ["as_actor", "own_attachments"]
