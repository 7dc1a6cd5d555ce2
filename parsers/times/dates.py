"""Dates, weeks and weekdays: written out, and those that are a time only behind a word such as `by`."""

from parsers.times import meanings as say
from parsers.times.rule import Rule

DATES = (
    Rule(
        "a date from its year on",
        r"APART_DAY (?P<year>20\d\d) [-/.] (?P<number>\d{1,2}) [-/.] DAY (?: (?=t\d) t | (?! [\w:/-] ) )",
        say.written_day,
        ("2026-03-09", "on 2026/3/9 please", "2026-03-09T10:00"),
        ("2026-13-09", "build 12026-03-09"),
    ),
    Rule(
        "a date in numbers",
        r"APART_DAY DAY (?P<mark>[./-]) _? (?P<second>\d{1,2}) (?P=mark) _? "
        r"(?P<year> 20\d\d | (?<! [ ] ) \d\d ) (?! [\d:/-] | [.]\d )",
        say.written_day,
        ("09.03.2026", "9. 3. 2026", "13/03/26", "13-03-2026"),
        ("version 4.2.1", "10.0.0.12", "99.03.2026"),
    ),
    Rule(
        "a day and month with two dots",
        r"APART_DAY DAY (?P<mark>[.]) _? (?P<second>NUMBER_OF_MONTH) [.] (?! \d )",
        say.written_day,
        ("bis 15.03.", "9. 3."),
        ("31.04.", "15.13."),
    ),
    Rule(
        "a day and month with a dash",
        r"\b BEFORE_DASHES _ DAY - (?P<second>\d{1,2}) (?! [\d:/.-] )",
        say.written_day,
        ("terug op 9-3", "t/m 13-3"),
        ("10-12",),
    ),
    Rule(
        "a day and month",
        r"APART_DAY (?! 24/7 | [1-9]/[1-9] (?! \d ) )"
        r" DAY (?P<mark> [.] (?= _? NUMBER_OF_MONTH ) | / | (?<=1[3-9])- | (?<=[23]\d)- )"
        r" _? (?P<second>\d{1,2}) (?! [\d:/-] | [.]\d ) NO_CLOCK",
        say.written_day,
        ("by 15.3", "by 03/15", "by 3/13", "vóór 13-3"),
        ("support 24/7", "on 1/2 of the screens", "by 31/31"),
        led="before",
    ),
    Rule(
        "a small day and month",
        r"APART_DAY (?P<day> [1-9] | 24 ) (?P<mark>/) (?P<second>[1-9]) (?! [\d:./-] )",
        say.written_day,
        ("by 3/9", "bis 3/3"),
        ("in 2/3 of all cases", "on 1/2 of the screens", "24/7", "support on 24/7"),
        led="before_slashes",
    ),
    Rule(
        "a day of a month",
        r"APART_DAY DAY (?: [.] | _? ORDINALS_BEFORE_MONTHS \b )? _? (?: OF _ )? "
        r"\b MONTH \b (?: _ (?: OF_YEAR _ )? YEAR )?",
        say.written_day,
        ("9. März", "le 1er mars", "16 de marzo de 2026", "9th of March", "15 maart", "2 luglio", "dia 3 de agosto"),
        ("we may see", "30 Feb"),
    ),
    Rule(
        "a month and its day",
        r"\b MONTH _ (?: THE _ )? DAY (?: ORDINALS )? \b NO_CLOCK (?: _ (?: ; _ )? YEAR )?",
        say.written_day,
        ("March 9", "March 9th, 2026", "march the 9th"),
        ("march on",),
    ),
    Rule(
        "a part of a month",
        r"\b (?: (?P<last>MONTH_ENDS) | (?P<middle>MONTH_MIDDLES) | MONTH_BEGINS ) _ (?P<month>MONTH_ALONE) \b",
        say.part_of_month,
        (
            "Ende März",
            "mid-April",
            "fin juin",
            "finales de mayo",
            "inizio luglio",
            "eind september",
            "início de outubro",
        ),
        ("in the end we marched",),
    ),
    Rule(
        "a week of the year",
        r"\b (?: WEEKS_OF_YEAR _? | WEEKS_TOO _ (?= \d+ END ) ) (?P<week>\d{1,2}) \b",
        say.week_of_year,
        ("bis KW 12", "week 12"),
        ("each week 12 users",),
    ),
    Rule(
        "a weekday",
        r"\b WEEKDAY (?: _? (?P<morning>MORNING_TOO) \b | \b | (?= PARTS \b ) )",
        say.weekday,
        (
            "by Friday",
            "Freitagabend",
            "Freitag morgen",
            "entro venerdì",
            "até sexta-feira",
            "vóór vrijdag",
            "el lunes",
            "lundi",
        ),
        ("since Monday",),
    ),
)
DATES_BEHIND_WORDS = (
    Rule(
        "an ordinal",
        r"APART DAY ORDINALS \b (?! _ NO_DAYS \b )",
        say.day_of_month,
        ("the 15th", "by the 3rd"),
        ("a 3rd party fix", "the 2nd attempt", "the 99th"),
        alone=True,
    ),
    Rule(
        "a day with a dot",
        r"APART DAY [.] (?= $ | _ )",
        say.day_of_month,
        ("bis zum 15.",),
        ("5. schnell",),
        led="before_dotted_days",
        alone=True,
    ),
    Rule(
        "a day behind its article",
        r"\b DAY_ARTICLES _ DAY (?: e )? END",
        say.day_of_month,
        ("avant le 15", "para el 15", "entro il 15", "até o dia 15", "vóór de 15e"),
        ("le 15 utenti",),
        alone=True,
    ),
    Rule(
        "a short weekday",
        r"(?<! \b prima _ ) (?<! \b antes _ ) \b SHORT \b",
        say.weekday,
        ("by Fri", "bis Do", "até sexta"),
        ("so they say", "prima di tutto"),
        led="before",
        alone=True,
    ),
    Rule(
        "a month",
        r"\b (?P<month>MONTH_ALONE) \b",
        say.part_of_month,
        ("in March", "bis April", "en mayo"),
        ("we may",),
        led="before",
        alone=True,
    ),
    Rule(
        "a quarter or a year",
        r"\b (?: q[1-4] | 20\d\d ) \b",
        say.nothing,
        ("by end of Q1", "by 2027"),
        ("form Q1",),
        led="before",
    ),
)
