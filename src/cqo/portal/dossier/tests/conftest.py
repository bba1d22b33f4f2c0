"""What the tests of files share."""

from cqo.registry.people.tests.conftest import as_actor, own_attachments

__all__ = ["as_actor", "own_attachments"]
