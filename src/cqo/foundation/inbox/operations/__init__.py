"""The verbs of the inbox, by subject: `messages` (tell, read), `deliveries` (copies and receipts), `letters` (an official writes).

`tell` stands here as well, because every app above calls it.
"""

from cqo.foundation.inbox.operations.messages import tell

__all__ = ["tell"]
