"""The officers of the sample cities, as rosters of certificates tell them: one old class in Hanzhong, sixteen years of them in Nantong."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cqo.config.demo import codes, names
from cqo.config.demo.cities import City, data
from cqo.config.demo.firms import Firm

PHONES_FROM = 4000  # the numbers below belong to firms
STRANGERS_FROM = 500


@dataclass(frozen=True, slots=True)
class Officer:
    """An invented person with an employer and perhaps a certificate from elsewhere."""

    name: str
    id_number: str
    firm: Firm
    position: str
    schooling: str
    title: str
    phone: str
    quality_since: date
    appointed: date | None = None
    number: str = ""
    certificate: str = ""
    issuer: str = ""
    issued: date | None = None
    expires: date | None = None
    hours: str = ""
    score: str = ""

    def cells(self) -> Mapping[str, str]:
        """The row of a roster: column → text."""
        return {
            "name": self.name,
            "id_number": self.id_number,
            "firm": self.firm.name,
            "firm_code": self.firm.credit_code,
            "division": self.firm.zone or self.firm.county_name,
            "post": self.position,
            "education": self.schooling,
            "title": self.title,
            "mobile": self.phone,
            "quality_since": self.quality_since.isoformat(),
            "appointed": _written(self.appointed),
            "certificate_number": self.number,
            "certificate_title": self.certificate,
            "issuer": self.issuer,
            "issued": _written(self.issued),
            "expires": _written(self.expires),
            "hours": self.hours,
            "score": self.score,
        }


def class_of_2017(city: City, firms: Sequence[Firm]) -> list[Officer]:
    """Who sat in Hanzhong's one class; those who passed have a certificate."""
    told = city.more["class_of_2017"]
    rng = names.dice(city.seed + 2017)
    draw = _Draw(city, rng)
    officers = []
    for place, firm in enumerate(rng.sample(list(firms), told["people"])):
        passed = place < told["passed"]
        officers.append(
            draw.officer(
                firm,
                positions=told["positions"],
                appointed=date(2010 + place % 7, 1 + place % 12, 1) if place % 3 else None,
                number=f"{told['prefix']}{place + 1:04d}" if passed else "",
                certificate=told["title"] if passed else "",
                issuer=told["issuer"] if passed else "",
                issued=told["issued"] if passed else None,
                hours=told["hours"],
                score=str(rng.randrange(60, 98) if passed else rng.randrange(38, 60)),
            )
        )
    rng.shuffle(officers)
    return officers


def of_years(city: City, firms: Sequence[Firm]) -> Iterator[Officer]:
    """Nantong's officers by the year of their certificates: every firm has one, larger ones two."""
    told = city.more["officers"]
    rng = names.dice(city.seed + 2010)
    draw = _Draw(city, rng)
    by_size = sorted(firms, key=lambda firm: (-firm.employees, firm.credit_code))
    employers = [*by_size, *by_size][: sum(year["people"] for year in told["issued"])]
    for year, firm in zip(_years(told["issued"]), employers, strict=True):
        issued = date(year, 3, 1) + timedelta(days=rng.randrange(280))
        limited = year >= told["limited_since"]
        yield draw.officer(
            firm,
            positions=told["positions"],
            appointed=issued + timedelta(days=rng.randrange(10, 120)),
            number=f"{told['prefix']}{year}{draw.count:05d}",
            certificate=told["title"],
            issuer=told["issuer"] if year >= told["issuer_since"] else told["first_issuer"],
            issued=issued,
            expires=issued.replace(year=year + told["valid_years"]) - timedelta(days=1) if limited else None,
            hours=rng.choice(("20", "24", "32")),
            score=str(rng.randrange(60, 99)),
        )


def strangers(city: City, firms: Sequence[Firm], count: int) -> list[Officer]:
    """People whom the registry does not know yet, with certificates of the province."""
    told = data("messy")["officers"]
    rng = names.dice(city.seed + 61)
    draw = _Draw(city, rng, numbered_from=STRANGERS_FROM)
    return [
        draw.officer(
            firm,
            positions=city.more["class_of_2017"]["positions"],
            number=f"{told['prefix']}{2018 + place % 3}{rng.randrange(100, 999)}{place:02d}",
            certificate=told["title_of_certificate"],
            issuer=told["issuer"],
            issued=date(2018 + place % 3, 3 + place % 9, 1 + place),
        )
        for place, firm in enumerate(rng.sample(list(firms), count))
    ]


class _Draw:
    """Draws people one by one; some bear names that programs get wrong."""

    def __init__(self, city: City, rng: random.Random, *, numbered_from: int = 0) -> None:
        self._city, self._rng = city, rng
        self._people = names.People(rng)
        self._words = data("persons")
        unusual = self._words["unusual"]
        self._unusual = dict(zip(rng.sample(range(city.more["unusual_among"]), len(unusual)), unusual, strict=True))
        self.count = numbered_from

    def officer(self, firm: Firm, *, positions: Sequence[str], **certificate: Any) -> Officer:
        female = self._rng.random() < 0.35
        officer = Officer(
            name=self._unusual.get(self.count) or self._people.draw(female=female),
            id_number=codes.resident_id(firm.county, self.count, female=female),
            firm=firm,
            position=self._rng.choice(positions),
            schooling=self._rng.choice(self._words["schooling"]),
            title=self._rng.choice(self._words["titles"]),
            phone=codes.phone(self._city.area, PHONES_FROM + self.count),
            quality_since=date(self._rng.randrange(1995, 2009), self._rng.randrange(1, 13), 1),
            **certificate,
        )
        self.count += 1
        return officer


def _years(issued: Sequence[Mapping[str, int]]) -> Iterator[int]:
    for each in issued:
        yield from [each["year"]] * each["people"]


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""
