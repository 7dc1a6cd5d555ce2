"""Working time: open hours of a calendar, durations and how they are counted. Knows no case."""
