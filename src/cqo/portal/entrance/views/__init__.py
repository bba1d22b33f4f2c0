"""Screens of the way in, by subject: signing in, joining, one's own account, mending somebody's account."""

from cqo.portal.entrance.views.signing_in import locked_out

__all__ = ["locked_out"]
