"""Numbers of blank sheets (空白证书编号): letters, then a counter that keeps its width. No Django."""

import re

_NUMBER = re.compile(r"(.*?)(\d{1,12})")


def numbers_from(first: str, count: int) -> list[str]:
    """So many numbers from the first one on; none for a number that does not end in digits.

    >>> numbers_from("HZ0099", 3), numbers_from("HZ", 3)
    (['HZ0099', 'HZ0100', 'HZ0101'], [])
    """
    parts = _NUMBER.fullmatch(first.strip())
    if parts is None:
        return []
    prefix, digits = parts.groups()
    return [f"{prefix}{int(digits) + place:0{len(digits)}d}" for place in range(count)]
