"""The variable `page` of every template: what the frames need to know, worked out only when a template asks for it."""

from collections.abc import Sequence
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest

from cqo.foundation.look import care
from cqo.foundation.look.navigation import Capacity, Item, Standing, Unread, registered


class Page:
    """What surrounds a page. Nothing here asks the database unless a signed-in frame asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def demo(self) -> bool:
        """Whether everyone on screen is invented."""
        return bool(settings.DEMO)

    @property
    def owner(self) -> str:
        """The authority that runs the platform."""
        return str(settings.PORTAL_OWNER)

    @property
    def contact(self) -> str:
        """How the owner is reached, as the owner wrote it."""
        return str(settings.PORTAL_CONTACT)

    @property
    def filing_number(self) -> str:
        """ICP备案号, shown at the foot of every public page (非经营性互联网信息服务备案管理办法 第十三条)."""
        return str(settings.PORTAL_FILING_NUMBER)

    @property
    def care(self) -> bool:
        """Whether the reader has chosen the large-text pages."""
        return care.is_on(self._request)

    @property
    def in_wechat(self) -> bool:
        """Whether the page is open inside WeChat, whose browser blocks downloads."""
        return "micromessenger" in self._request.headers.get("User-Agent", "").lower()

    @property
    def has_session(self) -> bool:
        """Whether the browser brings a session: enough to choose between 登录 and 工作台, without asking the database."""
        return settings.SESSION_COOKIE_NAME in self._request.COOKIES

    @cached_property
    def place(self) -> str:
        """The city whose platform this is."""
        return registered().place()

    @cached_property
    def navigation(self) -> Sequence[Item]:
        """Where somebody who is signed in can go."""
        return registered().items_for(self._request)

    @cached_property
    def public_navigation(self) -> Sequence[Item]:
        """Where everybody can go."""
        return registered().public_items_for(self._request)

    @cached_property
    def unread(self) -> Unread | None:
        """Messages that wait."""
        return registered().unread_for(self._request)

    @cached_property
    def capacities(self) -> Sequence[Capacity]:
        """The capacities somebody may act in, the chosen one marked."""
        return registered().capacities_for(self._request)

    @cached_property
    def standing(self) -> Standing | None:
        """Who is signed in, in which capacity."""
        return registered().standing_for(self._request)


def page(request: HttpRequest) -> dict[str, Page]:
    """The context processor."""
    return {"page": Page(request)}
