"""Names for people and firms, drawn from the data files; none comes twice."""

import random
from collections.abc import Iterable

from cqo.config.demo.cities import data

LARGE_STAFF = 300


def dice(seed: int) -> random.Random:
    """The same dice for the same seed."""
    return random.Random(seed)  # noqa: S311  (sample data, no secret)


class People:
    """Draws names of people; `taken` are names that somebody has already."""

    def __init__(self, rng: random.Random, taken: Iterable[str] = ()) -> None:
        words = data("persons")
        self._rng = rng
        self._surnames = "".join(words["surnames"])
        self._given = {False: words["male"], True: words["female"]}
        self._taken = set(taken)

    def draw(self, *, female: bool) -> str:
        """A name that nobody has yet."""
        while True:
            given = self._rng.choices(self._given[female], k=self._rng.choice((1, 2, 2, 2)))
            name = self._rng.choice(self._surnames) + "".join(given)
            if name not in self._taken and len(set(name)) == len(name):
                self._taken.add(name)
                return name


class Firms:
    """Draws names of firms."""

    def __init__(self, rng: random.Random) -> None:
        words = data("brands")
        self._rng = rng
        self._first, self._second = words["first"], words["second"]
        self._forms = {False: words["forms"], True: words["large_forms"]}
        self._taken: set[str] = set()

    def draw(self, *, place: str, province: str, trade: str, staff: int) -> str:
        """A name of place, fancy, trade and legal form that no firm has yet; a large firm bears its province's name."""
        while True:
            fancy = self._rng.choice(self._first) + self._rng.choice(self._second)
            large = staff >= LARGE_STAFF
            front = province if large and self._rng.random() < 0.6 else place
            form = self._rng.choice(self._forms[large])
            name = f"{front}{fancy}{trade}{form}"
            if name not in self._taken and len(set(fancy)) == len(fancy):
                self._taken.add(name)
                return name
