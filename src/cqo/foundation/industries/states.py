"""The sections (门类) of GB/T 4754-2017 and the divisions (大类) in each. No Django."""

from enum import StrEnum


class Section(StrEnum):
    """The 20 sections by their letter."""

    AGRICULTURE = "A"
    MINING = "B"
    MANUFACTURING = "C"
    UTILITIES = "D"
    CONSTRUCTION = "E"
    TRADE = "F"
    TRANSPORT = "G"
    ACCOMMODATION_AND_CATERING = "H"
    INFORMATION = "I"
    FINANCE = "J"
    REAL_ESTATE = "K"
    LEASING_AND_BUSINESS = "L"
    RESEARCH_AND_TECHNOLOGY = "M"
    WATER_ENVIRONMENT_AND_PUBLIC_FACILITIES = "N"
    HOUSEHOLD_SERVICES = "O"
    EDUCATION = "P"
    HEALTH_AND_SOCIAL_WORK = "Q"
    CULTURE_SPORT_AND_LEISURE = "R"
    PUBLIC_ADMINISTRATION = "S"
    INTERNATIONAL_ORGANISATIONS = "T"


# First and last division of each section; the 97 divisions are numbered through.
_BOUNDS = {
    "A": (1, 5), "B": (6, 12), "C": (13, 43), "D": (44, 46), "E": (47, 50), "F": (51, 52), "G": (53, 60),
    "H": (61, 62), "I": (63, 65), "J": (66, 69), "K": (70, 70), "L": (71, 72), "M": (73, 75), "N": (76, 79),
    "O": (80, 82), "P": (83, 83), "Q": (84, 85), "R": (86, 90), "S": (91, 96), "T": (97, 97),
}  # fmt: skip
DIVISIONS: dict[Section, tuple[str, ...]] = {
    section: tuple(f"{number:02d}" for number in range(_BOUNDS[section][0], _BOUNDS[section][1] + 1)) for section in Section
}
SECTION_OF: dict[str, Section] = {division: section for section, divisions in DIVISIONS.items() for division in divisions}
