"""How a platform number is written and checked. No Django.

A number carries the city it belongs to, so that a look-up knows where to go, and a check character, so that a typing slip is told at once:
`RL-610700-2026-00031-K`. ISO 7064 MOD 37-2 would need a second alphabet; one weighted sum modulo 31 over the alphabet of GB 32100 finds every single
slip and every swap of neighbours.
"""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def number(*, kind: str, city: str, year: int, counter: int) -> str:
    """The platform number of the `counter`-th case of a kind (two letters) in a city and year."""
    body = f"{kind}-{city}-{year}-{counter:05d}"
    return f"{body}-{check_character(body)}"


def check_character(body: str) -> str:
    """The check character over the letters and digits of a number without it."""
    values = [_value(letter) for letter in body if letter.isalnum()]
    return ALPHABET[sum(pow(3, place + 1, 31) * value for place, value in enumerate(values)) % 31]


def is_number(text: str) -> bool:
    """Whether a text has the form of a platform number with the right check character."""
    body, _, check = text.rpartition("-")
    return len(check) == 1 and body.count("-") == 3 and check_character(body) == check


def _value(letter: str) -> int:
    return ALPHABET.index(letter) if letter in ALPHABET else ord(letter) % 31
