"""What may be shown of personal data: masked forms as government notices use them (政务公开工作要点 2018; form 35*************123).

Pure functions; no database, no Django.
"""


def phone(text: str) -> str:
    """A mobile or fixed line number with its middle hidden.

    >>> phone("13912342231")
    '139****2231'
    """
    if len(text) < 7:
        return "*" * len(text)
    return text[:3] + "*" * (len(text) - 7) + text[-4:]


def identity(text: str) -> str:
    """An identity document's number: the first two and the last three characters stay.

    >>> identity("350102199001010123")
    '35*************123'
    """
    if len(text) < 8:
        return text[:1] + "*" * (len(text) - 1)
    return text[:2] + "*" * (len(text) - 5) + text[-3:]


def name(text: str) -> str:
    """A person's name for public pages: the second character, or all but the first and last, hidden.

    >>> name("王建国"), name("李敏"), name("买买提·艾力")
    ('王*国', '李*', '买****力')
    """
    if len(text) <= 1:
        return text
    if len(text) == 2:
        return text[0] + "*"
    return text[0] + "*" * (len(text) - 2) + text[-1]
