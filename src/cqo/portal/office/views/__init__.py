"""The office screens, one module a subject."""

from cqo.foundation.access.gate import actor_of

__all__ = ["actor_of"]
