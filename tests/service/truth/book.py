"""All sentences of our letters, by what they are about."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from tests.service.truth.reading import Table, states_nothing
from tests.service.truth.tables.absences import ABSENCES
from tests.service.truth.tables.calm import RESTING
from tests.service.truth.tables.following import GONE, NEXT
from tests.service.truth.tables.holders import HAVING, NOBODY
from tests.service.truth.tables.numbered import HEADS, NUMBERED
from tests.service.truth.tables.outages import OUTAGES
from tests.service.truth.tables.places import PLACE
from tests.service.truth.tables.promises import CUSTOMER
from tests.service.truth.tables.quoted import QUOTED
from tests.service.truth.tables.resembling import RESEMBLING
from tests.service.truth.tables.told import TOLD
from tests.service.truth.tables.trackers import TRACKED

_PLAIN = tomllib.loads((Path(__file__).parent / "tables" / "plain.toml").read_text(encoding="utf-8"))
PLAIN = [Table(name, dict.fromkeys(found["sentences"], states_nothing)) for name, found in _PLAIN.items()]
TABLES: Sequence[Table] = (
    HAVING,
    NOBODY,
    OUTAGES,
    PLACE,
    ABSENCES,
    TOLD,
    CUSTOMER,
    NEXT,
    GONE,
    QUOTED,
    RESEMBLING,
    RESTING,
    TRACKED,
    NUMBERED,
    HEADS,
    *PLAIN,
)
