"""The privacy notice: its version, and who may ask whom. The text is in the template; a new version asks everyone again."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Notice:
    """A version of the notice (个人信息保护法, Art. 17; 网络数据安全管理条例, Art. 21)."""

    version: str
    since: date


CURRENT = Notice(version="2026-11", since=date(2026, 11, 1))
