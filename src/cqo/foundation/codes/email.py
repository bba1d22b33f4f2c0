"""Addresses of electronic mail: only what cannot be one is refused."""

import re

from cqo.foundation.codes import typed

LENGTH = 254
_FORM = re.compile(r"[a-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.ASCII)


def read(text: str) -> str | None:
    """The address in lower case and half-width, or None where it can be none.

    >>> read("ＺＨＡＮＧ@qq.com "), read("zhang@qq")
    ('zhang@qq.com', None)
    """
    address = typed.plain(text).lower()
    return address if len(address) <= LENGTH and _FORM.fullmatch(address) else None
