"""Public holidays by country and region."""

from collections.abc import Iterator, Mapping
from datetime import date

import holidays

from daemon.core.calendars.calendar import LAST_YEAR


class Holidays(Mapping[date, str]):
    """Public holidays by country and region, worked out year by year as they are asked for. Raises ValueError with a
    sentence for a place that is not known. `until` is the last year for which something is known."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        self._calendars = [_load_holidays(code) for code in codes]
        self.until = min((calendar.end_year for calendar in self._calendars), default=LAST_YEAR)

    def __getitem__(self, on: date) -> str:
        for calendar in self._calendars:
            if on in calendar:
                return str(calendar[on])
        raise KeyError(on)

    def __contains__(self, on: object) -> bool:
        return any(on in calendar for calendar in self._calendars)

    def __iter__(self) -> Iterator[date]:
        return (on for calendar in self._calendars for on in calendar)

    def __len__(self) -> int:
        return sum(map(len, self._calendars))

    def __bool__(self) -> bool:
        return bool(self._calendars)


def _load_holidays(code: str) -> holidays.HolidayBase:
    country, _, region = code.partition("-")
    known = holidays.list_supported_countries()
    if country not in known:
        raise ValueError(
            f'"{code}" is not a country that is known: write its code, and the region\'s, like DE, DE-BE or US-CA'
        )
    try:
        return holidays.country_holidays(country, subdiv=region or None, language="en_US")
    except NotImplementedError:
        regions = (
            f"the regions of {country} are {', '.join(known[country])}"
            if known[country]
            else f"{country} has no regions here"
        )
        raise ValueError(f'"{code}" is not a region that is known: {regions}') from None
