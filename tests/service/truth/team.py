"""The team whose lives are read, and its customers: everybody has a name that nothing else in a letter has."""

from collections.abc import Mapping
from datetime import UTC, datetime

BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # a Monday, 9:00 in Berlin

SENA, SILAS, MARA = "senior@example.com", "silas@example.com", "manager@example.com"
TEKLA, TIMO, CLEO, NILS = "tech@example.com", "tech2@example.com", "ceo@example.com", "coo@example.com"
DANA, JORIS, KAI = "dana@example.com", "joris@example.com", "kai@example.com"
LEA, LUIS = "lead@example.com", "luis@example.com"
TRACKER = "technik@tracker.example"  # of one house alone; it is nobody who knows or has heard
ADA, KIM = "ada.okafor@contoso.example", "kim@fabrikam.example"

NAMES: Mapping[str, str] = {
    "Sena Brandt": SENA, "Silas Moor": SILAS, "Mara Quinn": MARA, "Tekla Vann": TEKLA, "Timo Rask": TIMO,
    "Cleo Ferrant": CLEO, "Nils Corvo": NILS, "Dana Whitfield": DANA, "Joris Beek": JORIS, "Kai Lund": KAI,
    "Ada Okafor": ADA, "Kim Abercrombie": KIM,
}  # fmt: skip
AGENTS, LEADS = (DANA, JORIS, KAI), (LEA, LUIS)
LEVELS: Mapping[int, tuple[str, tuple[str, ...]]] = {
    1: ("Senior Support Agent", (SENA, SILAS)), 2: ("Team Lead/Manager", (MARA,)),
    3: ("Technical Team", (TEKLA, TIMO)), 4: ("Executive Team", (CLEO, NILS)),
}  # fmt: skip
COLLEAGUES = (*AGENTS, *LEADS, *(who for _, level in LEVELS.values() for who in level))
CUSTOMERS: Mapping[str, str] = {"Contoso": ADA, "Fabrikam": KIM, "Northwind": ""}
CITIES: Mapping[str, str] = {"Berlin": "Europe/Berlin", "London": "Europe/London", "New York": "America/New_York"}

_LEADS = "leads: [{address: lead@example.com, timezone: Europe/Berlin}]"
_PEOPLE: Mapping[str, str] = {
    "recipients: [senior@example.com]": "recipients: [Sena Brandt <senior@example.com>, Silas Moor"
    " <silas@example.com>]",
    "recipients: [manager@example.com]": "recipients: [Mara Quinn <manager@example.com>]",
    "recipients: [tech@example.com, tech2@example.com]": (
        "recipients: [Tekla Vann <tech@example.com>, Timo Rask <tech2@example.com>]"
    ),
    "recipients: [ceo@example.com]": "recipients: [Cleo Ferrant <ceo@example.com>]",
    "always: {timezone: Europe/Berlin": "always: {timezone: America/New_York",
    _LEADS: f"{_LEADS[:-1]}, {{address: luis@example.com, timezone: Europe/London}}]",
}
_QUIET = "calendar: office, respond_within: 2 business days"
_ONE_HOUR = "calendar: always, respond_within: 1 h}"
# what a team has set otherwise: each life is lived in one of these houses
HOUSES: tuple[Mapping[str, str], ...] = (
    {**_PEOPLE, _ONE_HOUR: f"{_ONE_HOUR[:-1]}, next: [Nils Corvo <coo@example.com>]}}"},
    {**_PEOPLE, _QUIET: f"quiet: all, {_QUIET}"},
    {**_PEOPLE, _LEADS: "leads: []"},
    {**_PEOPLE, _LEADS: f"{_LEADS[:-1]}, {{address: manager@example.com, timezone: America/New_York}}]"},
    {**_PEOPLE, "administrators:": "covers: {silas@example.com: sena.deputy@example.com}\nadministrators:"},
)
