"""Why a file cannot be read as a table. The sentences are elsewhere."""

from enum import StrEnum


class Reason(StrEnum):
    """Every code a refused file may carry."""

    EMPTY = "empty"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"  # fact `kind`: what the bytes are, see `formats.OTHERS`
    PASSWORD = "password"  # noqa: S105  the file is locked with one
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    ENCODING = "encoding"  # text that is neither UTF-8, UTF-16 nor GB18030
    UNCLOSED_QUOTE = "unclosed_quote"  # fact `row`: where the quotation mark opens
    NO_HEADER = "no_header"  # no sheet has a row with the names of at least two columns


class NotATable(Exception):
    """A file refused, with a code and the facts its sentence needs."""

    def __init__(self, code: Reason, **facts: str | int) -> None:
        super().__init__(code.value)
        self.code = code
        self.facts = facts
