"""The enterprises of a sample city, as its roster tells them."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cqo.config.demo import codes, names
from cqo.config.demo.cities import City, County, Trade, data

FIRST_FOUNDED, LAST_FOUNDED = date(1992, 1, 6), date(2023, 6, 30)
NEWCOMERS = 0.03  # founded after the last yearly list
SMALLEST_STAFF = 12
STRANGERS_FROM = 3800  # of numbers in codes and of telephones


@dataclass(frozen=True, slots=True)
class Firm:
    """An invented enterprise; money in 10,000 yuan."""

    credit_code: str
    name: str
    county: str
    county_name: str
    zone: str
    industry: str
    address: str
    employees: int
    revenue: int
    assets: int
    established: date
    legal_representative: str
    contact_name: str
    phone: str

    def cells(self) -> Mapping[str, str]:
        """The row of a roster: column → text."""
        return {
            "name": self.name,
            "credit_code": self.credit_code,
            "division": self.county_name,
            "zone": self.zone,
            "industry_code": self.industry,
            "address": self.address,
            "employees": str(self.employees),
            "revenue": str(self.revenue),
            "assets": str(self.assets),
            "established": self.established.isoformat(),
            "legal_representative": self.legal_representative,
            "contact_name": self.contact_name,
            "phone": self.phone,
        }


def of_city(city: City, *, today: date) -> list[Firm]:
    """Every enterprise of a city, county by county; the same ones whenever it is asked, but for the founding of newcomers."""
    registrar = _Registrar(city, names.dice(city.seed), today)
    return [firm for county in city.counties for firm in registrar.firms(county, county.firms)]


def strangers(city: City, county: str, count: int, *, today: date) -> list[Firm]:
    """Enterprises of a county that the registry does not know yet."""
    registrar = _Registrar(city, names.dice(city.seed + 1), today, numbered_from=STRANGERS_FROM)
    return list(registrar.firms(next(each for each in city.counties if each.code == county), count))


class _Registrar:
    def __init__(self, city: City, rng: random.Random, today: date, *, numbered_from: int = 0) -> None:
        self._city, self._rng, self._today = city, rng, today
        self._people = names.People(rng)
        self._names = names.Firms(rng)
        self._words = data("brands")
        self._codes: dict[str, int] = {}
        self._first = self._phones = numbered_from

    def firms(self, county: County, count: int) -> Iterator[Firm]:
        trades = self._rng.choices(county.trades, weights=[trade.share for trade in county.trades], k=count)
        for trade in trades:
            yield self._firm(county, trade)

    def _firm(self, county: County, trade: Trade) -> Firm:
        employees = max(SMALLEST_STAFF, round(trade.staff * self._rng.lognormvariate(-0.1, 0.7)))
        revenue = max(trade.least + self._rng.randrange(trade.least // 2), round(employees * trade.per_head * self._rng.uniform(0.7, 1.4)))
        number = self._codes[county.code] = self._codes.get(county.code, self._first) + 1
        self._phones += 1
        return Firm(
            credit_code=codes.credit_code(county.code, number),
            name=self._names.draw(place=county.short, province=self._city.province, trade=self._rng.choice(trade.words), staff=employees),
            county=county.code,
            county_name=county.name,
            zone=county.zone,
            industry=trade.industry,
            address=self._words["address"].format(
                place=county.zone or county.name, street=self._rng.choice(self._words["streets"]), number=self._rng.randrange(1, 199)
            ),
            employees=employees,
            revenue=revenue,
            assets=round(revenue * self._rng.uniform(0.5, 1.6)),
            established=self._founded(),
            legal_representative=self._person(),
            contact_name=self._person(),
            phone=codes.phone(self._city.area, self._phones),
        )

    def _founded(self) -> date:
        if self._rng.random() < NEWCOMERS:
            return self._today.replace(month=1, day=1) + timedelta(days=self._rng.randrange(0, max(1, self._today.timetuple().tm_yday - 1)))
        return FIRST_FOUNDED + timedelta(days=self._rng.randrange((LAST_FOUNDED - FIRST_FOUNDED).days))

    def _person(self) -> str:
        return self._people.draw(female=self._rng.random() < 0.35)
