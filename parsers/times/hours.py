"""Spans and times of day."""

from parsers.times import meanings as say
from parsers.times.rule import Rule

HOURS = (
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
)
HOUR_ALONE = (
    Rule("an hour alone", r"APART HOUR_OF_DAY END", say.clock, (), ("5", "we have 5"), led="before_hours", alone=True),
)
