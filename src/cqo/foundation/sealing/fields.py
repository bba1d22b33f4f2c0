"""A model field whose content is encrypted in the database and stays closed until somebody asks for it."""

from typing import Any

from django.db import models

from cqo.foundation.sealing import sealing


class Sealed:
    """A sealed text. It prints as dots, so it cannot slip into a page, a log or an export; `reveal()` opens it."""

    __slots__ = ("_bytes",)

    def __init__(self, content: bytes) -> None:
        self._bytes = bytes(content)

    @classmethod
    def of(cls, text: str) -> "Sealed":
        """Seal a text."""
        return cls(sealing.seal_bytes(text.encode()))

    def reveal(self) -> str:
        """The text. Raises SealBroken when the stored bytes were tampered with."""
        return sealing.open_bytes(self._bytes).decode()

    @property
    def content(self) -> bytes:
        """What stands in the database."""
        return self._bytes

    def __str__(self) -> str:
        return "••••••"

    __repr__ = __str__

    def __bool__(self) -> bool:
        return bool(self._bytes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and self.reveal() == other.reveal()

    __hash__ = None  # type: ignore[assignment]  # equal texts have different bytes


class SealedField(models.BinaryField):
    """Holds a `Sealed` or None; a plain text assigned to it is sealed on the way into the database."""

    _pyi_private_set_type: Sealed | str | None
    _pyi_private_get_type: Sealed | None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, str):
            value = Sealed.of(value) if value else None
        return value.content if isinstance(value, Sealed) else value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(self.get_prep_value(value), connection, prepared)
