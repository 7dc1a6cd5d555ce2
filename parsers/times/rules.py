"""How people write times: one ordered table of rules, from the longest to the shortest.

A pattern is written in pieces: a name in capitals is a list of words/times.toml or a
pattern of `find.py`, `_` is one space. It reads
the text as `find.plain` gives it."""

from typing import NamedTuple

from parsers.times import meanings as say
from parsers.times.meanings import in_days, on, week

_MORNING, _NOON, _AFTERNOON, _EVENING = say.DAY_BEGINS.hour, 12, 14, 20


class Rule(NamedTuple):
    """`led`: in a sentence it is a time only behind these words; `alone`:
    for a moment it counts only where nothing else stands
    beside it. The examples are sentences in which it finds a time, and some that look alike."""

    name: str
    pattern: str
    meaning: say.Meaning
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    led: str = ""
    alone: bool = False


def _phrase(name: str, meaning: say.Meaning, *examples: str, led: str = "") -> Rule:
    """A list of words that says one thing."""
    return Rule(name.replace("_", " "), name.upper(), meaning, examples, led=led)


RULES = (
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
    _phrase(
        "half_hour",
        say.after_minutes(30),
        "in half an hour",
        "binnen een half uur",
        "entro mezz'ora",
        "dans une demi-heure",
        led="before",
    ),
    _phrase(
        "end_of_next_week",
        on(lambda today: [week(today, 1)[4]], ends=True),
        "by end of next week",
        "bis Ende nächster Woche",
    ),
    _phrase("week_after_next", on(lambda today: week(today, 2)), "the week after next", "übernächste Woche"),
    _phrase(
        "next_week",
        on(lambda today: week(today, 1)),
        "next week",
        "la semaine prochaine",
        "la próxima semana",
        "volgende week",
    ),
    _phrase(
        "end_of_week",
        on(lambda today: say.end_of_week(today)[:1], ends=True),
        "EOW",
        "a finales de semana",
        "fine settimana",
    ),
    _phrase("this_week", on(say.end_of_week, ends=True), "this week", "diese Woche", "deze week"),
    _phrase(
        "end_of_next_month",
        on(lambda today: say.month(today, 1)[-1:], ends=True),
        "end of next month",
        "fin du mois prochain",
    ),
    _phrase("next_month", on(lambda today: say.month(today, 1)), "next month", "nächsten Monat", "mese prossimo"),
    _phrase(
        "end_of_month",
        on(lambda today: say.month(today, 0)[-1:], ends=True),
        "EOM",
        "Monatsende",
        "fin de mes",
        "einde maand",
    ),
    _phrase(
        "end_of_quarter",
        on(lambda today: say.month(today, -today.month % 3)[-1:], ends=True),
        "end of the quarter",
        "Quartalsende",
    ),
    _phrase(
        "next_quarter", on(lambda today: say.month(today, 1 + -today.month % 3)), "next quarter", "prochain trimestre"
    ),
    _phrase(
        "end_of_year",
        on(lambda today: say.month(today, 12 - today.month)[-1:], ends=True),
        "EOY",
        "Jahresende",
        "fin d'année",
    ),
    _phrase("fortnight", in_days(14), "in a fortnight", "dans quinze jours"),
    _phrase("christmas", say.nothing, "by Christmas", "vor Weihnachten"),
    _phrase("easter", say.nothing, "before Easter", "nach Ostern"),
    _phrase(
        "next_business_day", on(say.next_working_day), "next business day", "prochain jour ouvré", "próximo dia útil"
    ),
    _phrase(
        "after_tomorrow",
        in_days(2),
        "the day after tomorrow",
        "übermorgen",
        "pasado mañana",
        "dopodomani",
        "depois de amanhã",
    ),
    _phrase("this_morning", in_days(0, _MORNING), "this morning", "stamattina", "vanochtend"),
    _phrase("this_noon", in_days(0, _NOON), "heute Mittag"),
    _phrase("this_afternoon", in_days(0, _AFTERNOON), "this afternoon", "cet après-midi", "vanmiddag"),
    _phrase(
        "this_evening", in_days(0, _EVENING), "tonight", "heute Abend", "ce soir", "stasera", "vanavond", "hoje à noite"
    ),
    _phrase("tomorrow_morning", in_days(1, _MORNING), "morgen früh", "morgenochtend", "domattina"),
    _phrase("tomorrow_afternoon", in_days(1, _AFTERNOON), "morgenmiddag"),
    _phrase("tomorrow_evening", in_days(1, _EVENING), "morgenavond"),
    _phrase(
        "end_of_day",
        say.end_of_day,
        "EOD",
        "close of business",
        "fin de journée",
        "Feierabend",
        "fim do dia",
        "einde van de dag",
    ),
    _phrase("next_hour", say.after_minutes(60), "within the hour", "innerhalb der nächsten Stunde"),
    _phrase("today", in_days(0), "today", "heute", "aujourd'hui", "hoy", "oggi", "vandaag", "hoje"),
    _phrase(
        "midnight",
        say.at_part(say.MIDNIGHT),
        "midnight",
        "Mitternacht",
        "minuit",
        "medianoche",
        "mezzanotte",
        "meia-noite",
    ),
    _phrase("noon", say.at_part(_NOON), "noon", "bis Mittag", "midi", "mediodía", "mezzogiorno", "meio-dia"),
    _phrase("lunch", say.at_part(_NOON), "before lunch", led="before_parts"),
    _phrase("morning", say.at_part(_MORNING), "in the morning", led="before_parts"),
    _phrase("afternoon", say.at_part(_AFTERNOON), "by afternoon", led="before_parts"),
    _phrase("evening", say.at_part(_EVENING), "by evening", led="before_parts"),
    _phrase("tomorrow", in_days(1), "tomorrow", "bis morgen", "demain", "mañana", "domani", "amanhã"),
    Rule(
        "a span of hours and minutes",
        r"APART (?P<count>\d{1,3}) _? (?: HOURS | CLOCK_UNIT ) _? (?: AND _ )? (?P<past>[0-5]?\d) _? MINUTES \b",
        say.span,
        ("2 h 30 min", "in 1 Stunde und 15 Minuten", "within 2 hours and 5 minutes"),
        ("we lost 2 h 30 min",),
    ),
    Rule(
        "a span behind its word",
        r"\b (?P<lead>SPAN) _ (?: AT_MOST _ )? (?: COUNT _? (?: - | TO _ ) )? COUNTED _? MORE"
        r" (?: UNIT | CLOCK_UNIT (?P<past> (?<=\dh) [0-5]\d )? ) \b (?: _ (?P<half>AND_HALF) \b )?",
        say.span,
        (
            "in 2 hours",
            "within 24h",
            "d'ici 2 heures",
            "over 2 uur",
            "entro 2 ore",
            "em três dias",
            "in 1h30",
            "dans une heure et demie",
        ),
        ("for 2 h nobody could work", "in 5 sites"),
    ),
    Rule(
        "half an hour or a quarter off",
        r"""\b (?:
        (?: (?P<plus30>HALF_PAST) | (?P<minus30>HALF_TO) | (?P<plus15>QUARTER_PAST) | (?P<minus15>QUARTER_TO) )
            _ HOUR_NAMED \b
        | NAMED_HOUR (?: _ CLOCK_HOURS )?
            _ (?: (?P<and30>AND_HALF) | (?P<and15>AND_QUARTER) | (?P<less15>LESS_QUARTER) ) \b )""",
        say.clock_in_words,
        (
            "half past two",
            "um halb drei",
            "trois heures et demie",
            "a las dos y media",
            "alle due e mezza",
            "om half drie",
        ),
        ("half three users", "halb so schlimm"),
    ),
    Rule(
        "an hour behind its word",
        r"\b (?: BEFORE_HOURS _ (?: HOUR_OF_DAY | (?P<hour1>NAMED_HOURS) (?: _ CLOCK_HOURS )? ) END"
        r" | a _ (?P<hour2>NAMED_HOURS) _ CLOCK_HOURS END | (?P<hour3>NAMED_HOURS) _ CLOCK \b )",
        say.clock,
        (
            "at two",
            "ten o'clock",
            "um zehn",
            "à dix heures",
            "a las diez",
            "alle dieci",
            "entro le 18",
            "before 5",
            "by 9, please",
        ),
        ("at two sites", "at 5 sites", "before 5 users notice"),
    ),
    Rule(
        "a span in numbers",
        r"APART (?: \d{1,3} _? (?: - | TO _ ) _? )? (?P<count> \d{1,3} (?: [.]\d )? ) _? MORE UNIT \b",
        say.span,
        ("2 business days", "90 minutes", "3 Werktage", "2 jours ouvrés", "2 to 3 days", "1.5 hours"),
        ("they have waited 5 days", "it took 2 days last time", "5 days ago"),
    ),
    Rule(
        "a span in words",
        r"\b (?P<counted>MANY) _ MORE (?: UNIT | CLOCK_UNIT ) \b",
        say.span,
        ("before two hours", "zwei Tage", "half a day"),
        ("it took two days",),
        led="before",
    ),
    Rule(
        "a span of one",
        r"\b (?P<counted>ONE) _ MORE (?: UNIT | CLOCK_UNIT ) \b",
        say.span,
        ("before an hour", "a week", "eine Woche"),
        ("it took a day",),
        led="before",
        alone=True,
    ),
    Rule(
        "a time of day",
        r"APART (?: \d{1,2} - )? HOUR (?: : | _? [hu] _? ) MINUTE (?: :[0-5]\d )? (?! [\d:] | [./]\d ) CLOCK_MARK",
        say.clock,
        ("10:00", "14h30", "at 9:30 pm", "10:00 Uhr", "10:00:00 UTC", "24:00"),
        ("a 1:1 replacement", "25:00", "99:99"),
    ),
    Rule(
        "an hour and its word",
        r"APART HOUR (?: [.] MINUTE )? _? (?: (?P<half>[ap]) _? m |"
        r" (?: CLOCK | (?P<counts>CLOCK_HOURS) ) \b AFTER ) UTC",
        say.clock,
        ("10 Uhr", "10.30 Uhr", "3pm", "4 p.m.", "15h", "18 horas", "om 10 uur", "48 h"),
        ("3 users", "it took 5 h"),
    ),
    Rule(
        "a time of day with a dot",
        r"APART_DAY HOUR [.] MINUTE (?! [\d:/-] | [.]\d ) UTC",
        say.clock,
        ("at 10.30", "um 9.00", "alle 14.30", "om 16.45"),
        ("version 10.30", "cut to 1.50 euro"),
        led="before_hours",
    ),
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
    Rule("an hour alone", r"APART HOUR_OF_DAY END", say.clock, (), ("5", "we have 5"), led="before_hours", alone=True),
)
