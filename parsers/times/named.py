"""Times that have names: `tomorrow`, `end of next week`. Each is a list of words in words/times.toml."""

from parsers.times import meanings as say
from parsers.times.meanings import Meaning, in_days, on, week
from parsers.times.rule import Rule

_MORNING, _NOON, _AFTERNOON, _EVENING = say.DAY_BEGINS.hour, 12, 14, 20


def _phrase(name: str, meaning: Meaning, *examples: str, led: str = "") -> Rule:
    """A list of words that says one thing."""
    return Rule(name.replace("_", " "), name.upper(), meaning, examples, led=led)


NAMED = (
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
)
