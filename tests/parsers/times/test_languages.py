"""What people write for a moment, in seven languages, seen from Wednesday, 4 March 2026, 15:30 in Berlin."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from parsers.times.mentions import has_time
from parsers.times.moments import parse_moment
from tests.tables import every_row

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=ZoneInfo("Europe/Berlin"))
# By language: the moment, and the ways to say it.
SAID = {
    "English": {
        "2026-03-04 16:45": "quarter to five",
        "2026-03-04 17:00": "end of business | later today | in 90 minutes",
        "2026-03-04 18:00": "in two and a half hours",
        "2026-03-04 20:00": "tonight | in the evening",
        "2026-03-05 09:00": "coming thursday | first thing tomorrow | tomorrow first thing",
        "2026-03-05 10:00": "10am tomorrow",
        "2026-03-05 12:00": "tomorrow at noon | noon tomorrow",
        "2026-03-05 14:30": "14h30 | 2:30 pm | half past two",
        "2026-03-05 17:00": "close of play tomorrow",
        "2026-03-05 20:00": "tomorrow evening",
        "2026-03-06 09:00": "this friday | day after tomorrow",
        "2026-03-06 10:00": "Fri, 6 Mar 2026 10:00",
        "2026-03-06 15:00": "fri 3pm",
        "2026-03-06 15:30": "in a couple of days",
        "2026-03-06 17:00": "by end of the week | eod friday | friday eod",
        "2026-03-09 09:00": "next monday | monday next week | sometime next week | early next week | Monday the 9th",
        "2026-03-09 10:00": "10 a.m. on Monday | on the 9th at 10",
        "2026-03-09 10:30": "on Monday, March 9, at 10:30 a.m.",
        "2026-03-09 15:30": "in 3 working days",
        "2026-03-10 09:00": "tues",
        "2026-03-11 09:00": "weds morning",
        "2026-03-12 14:00": "12 March at 2pm | March 12, 2026, 14:00",
        "2026-03-13 17:00": "end of next week",
        "2026-03-16 09:00": "week 12",
        "2026-03-18 09:00": "a fortnight",
        "2026-03-18 15:30": "2 weeks",
        "2026-03-20 09:00": "until the 20th",
        "2026-03-31 17:00": "end of march | eom | eoq",
        "2026-04-01 09:00": "until april | next quarter",
        "2026-04-15 09:00": "mid-april",
        "2026-09-03 09:00": "september 3rd | 3 sept",
        "2027-01-12 09:00": "jan 12 | 12 jan",
    },
    "German": {
        "2026-03-04 17:00": "heute Nachmittag | Feierabend | in anderthalb Stunden | in 90 Minuten",
        "2026-03-04 18:00": "in zweieinhalb Stunden | heute 18 Uhr",
        "2026-03-04 20:00": "heute Abend | am Abend",
        "2026-03-05 08:00": "morgens um 8",
        "2026-03-05 09:00": "morgen früh",
        "2026-03-05 12:00": "morgen Mittag | morgen um 12 | mittags",
        "2026-03-05 14:00": "14 Uhr",
        "2026-03-05 14:30": "14:30 Uhr | 14 Uhr 30 | halb drei | um halb drei",
        "2026-03-05 15:15": "Viertel nach drei",
        "2026-03-05 20:00": "morgen Abend",
        "2026-03-06 09:00": "kommenden Freitag | diesen Freitag | Freitagvormittag | vor Freitag",
        "2026-03-06 10:00": "übermorgen 10 Uhr",
        "2026-03-06 10:30": "Fr., 06.03.26, 10:30",
        "2026-03-06 15:00": "Fr 15 Uhr",
        "2026-03-06 17:00": "bis Ende der Woche | Freitag Feierabend",
        "2026-03-07 20:00": "Samstag Abend",
        "2026-03-09 09:00": (
            "nächsten Montag | Montag nächster Woche | Anfang nächster Woche | am "
            "Montag, den 9. | Montag, 9.3. | Montagmorgen"
        ),
        "2026-03-09 15:30": "in 3 Werktagen",
        "2026-03-11 09:00": "Mi früh | Mittwoch früh | nächste Woche Mittwoch",
        "2026-03-12 14:00": "12. März um 14 Uhr | 12.3. 14 Uhr",
        "2026-03-13 17:00": "Ende nächster Woche",
        "2026-03-16 09:00": "KW 12",
        "2026-03-18 15:30": "in zwei Wochen | in 14 Tagen",
        "2026-03-20 09:00": "bis zum 20. | spätestens am 20.",
        "2026-03-20 10:00": "am 20. um 10 Uhr",
        "2026-03-20 12:00": "bis 20.3. mittags",
        "2026-03-31 17:00": "Ende März | Monatsende",
        "2026-04-01 09:00": "bis April | nächstes Quartal",
        "2026-04-15 09:00": "Mitte April",
        "2026-09-03 09:00": "3. Sept. 2026",
        "2027-01-12 09:00": "12. Jan | 12. Jänner",
    },
    "French": {
        "2026-03-04 17:00": "cet après-midi | fin de journée | dans une heure et demie | dans 90 minutes",
        "2026-03-04 20:00": "ce soir | dans la soirée",
        "2026-03-05 09:00": "demain matin | dans la matinée | d'ici demain",
        "2026-03-05 10:00": "à 10 heures | à dix heures",
        "2026-03-05 12:00": "demain midi | demain à midi",
        "2026-03-05 14:00": "14 h",
        "2026-03-05 14:30": "14h30 | deux heures et demie",
        "2026-03-05 15:00": "jeu 15h | vers 15h",
        "2026-03-05 15:30": "sous 24 heures",
        "2026-03-05 20:00": "demain soir",
        "2026-03-06 09:00": "ce vendredi | avant vendredi | au plus tard vendredi",
        "2026-03-06 10:00": "après-demain à 10h",
        "2026-03-06 15:30": "sous 48h",
        "2026-03-06 17:00": "d'ici la fin de la semaine | le week-end",
        "2026-03-06 20:00": "vendredi soir",
        "2026-03-09 09:00": "lundi prochain | début de semaine prochaine | lundi 9 | lundi 9 mars",
        "2026-03-09 14:30": "le lundi 9 mars 2026 à 14 h 30",
        "2026-03-09 15:30": "dans 3 jours ouvrés",
        "2026-03-11 09:00": "mer matin | mercredi matin",
        "2026-03-12 14:00": "12 mars à 14h | le 12 mars à 14h",
        "2026-03-13 09:00": "vendredi de la semaine prochaine",
        "2026-03-13 17:00": "fin de semaine prochaine",
        "2026-03-15 09:00": "avant le 15",
        "2026-03-18 09:00": "dans une quinzaine",
        "2026-03-18 15:30": "dans deux semaines",
        "2026-03-20 09:00": "jusqu'au 20",
        "2026-03-20 10:00": "le 20 à 10h",
        "2026-03-31 17:00": "fin mars | fin du mois",
        "2026-04-01 09:00": "le 1er avril | d'ici avril | le mois prochain",
        "2026-04-15 09:00": "mi-avril",
        "2026-09-03 09:00": "3 sept. 2026",
        "2027-01-12 09:00": "12 janv.",
    },
    "Spanish": {
        "2026-03-04 17:00": "esta tarde | al final del día | en 90 minutos | hoy",
        "2026-03-04 18:00": "antes de las 18",
        "2026-03-04 20:00": "esta noche",
        "2026-03-05 09:00": "mañana por la mañana | para mañana",
        "2026-03-05 10:00": "a las 10 horas",
        "2026-03-05 12:00": "mañana al mediodía",
        "2026-03-05 14:00": "mañana por la tarde",
        "2026-03-05 14:30": "14:30 | a las 14:30 | a las dos y media",
        "2026-03-05 15:00": "jue 15h | a las 3 de la tarde | sobre las 15h",
        "2026-03-06 09:00": "este viernes | antes del viernes | a más tardar el viernes",
        "2026-03-06 10:00": "pasado mañana a las 10",
        "2026-03-06 15:30": "en 48 horas",
        "2026-03-06 17:00": "a finales de semana | fin de semana",
        "2026-03-06 20:00": "viernes por la noche",
        "2026-03-09 09:00": (
            "el próximo lunes | lunes próximo | el lunes que viene | principios de la "
            "próxima semana | el lunes 9 | lunes 9 de marzo"
        ),
        "2026-03-09 15:30": "en 3 días hábiles",
        "2026-03-11 09:00": "miércoles por la mañana",
        "2026-03-12 14:00": "12 de marzo a las 14h",
        "2026-03-13 09:00": "viernes de la próxima semana",
        "2026-03-13 17:00": "finales de la próxima semana",
        "2026-03-15 09:00": "antes del 15",
        "2026-03-18 15:30": "dentro de dos semanas",
        "2026-03-19 15:30": "en quince días",
        "2026-03-20 09:00": "hasta el 20",
        "2026-03-20 10:00": "el 20 a las 10",
        "2026-03-31 17:00": "finales de marzo | fin de mes",
        "2026-04-01 09:00": "el 1 de abril | hasta abril | el mes que viene",
        "2026-04-15 09:00": "mediados de abril",
        "2026-09-03 09:00": "3 de septiembre de 2026",
        "2027-01-12 09:00": "12 de ene",
    },
    "Italian": {
        "2026-03-04 17:00": (
            "questo pomeriggio | fine giornata | entro fine giornata | tra un'ora e "
            "mezza | tra 90 minuti | oggi | in giornata"
        ),
        "2026-03-04 18:00": "prima delle 18",
        "2026-03-04 20:00": "stasera",
        "2026-03-05 09:00": "domani mattina | per domani | domattina",
        "2026-03-05 10:00": "alle ore 10",
        "2026-03-05 12:00": "domani a mezzogiorno",
        "2026-03-05 14:30": "14.30 | alle 14.30 | alle due e mezza",
        "2026-03-05 15:00": "gio ore 15 | alle 3 del pomeriggio | verso le 15",
        "2026-03-05 20:00": "domani sera",
        "2026-03-06 09:00": "questo venerdì | entro venerdì | entro e non oltre venerdì",
        "2026-03-06 10:00": "dopodomani alle 10",
        "2026-03-06 15:30": "entro 48 ore",
        "2026-03-06 17:00": "entro la fine della settimana",
        "2026-03-06 20:00": "venerdì sera",
        "2026-03-09 09:00": "lunedì prossimo | inizio settimana prossima | lunedì 9 | lunedì 9 marzo",
        "2026-03-09 15:30": "entro 3 giorni lavorativi",
        "2026-03-11 09:00": "mercoledì mattina",
        "2026-03-12 14:00": "12 marzo alle 14",
        "2026-03-13 09:00": "venerdì della prossima settimana",
        "2026-03-13 17:00": "fine settimana prossima",
        "2026-03-15 09:00": "entro il 15",
        "2026-03-18 15:30": "tra due settimane",
        "2026-03-20 09:00": "fino al 20",
        "2026-03-20 10:00": "il 20 alle 10",
        "2026-03-31 17:00": "fine marzo | fine mese",
        "2026-04-01 09:00": "il 1° aprile | entro aprile | il mese prossimo",
        "2026-04-15 09:00": "metà aprile",
        "2026-09-03 09:00": "3 settembre 2026",
        "2027-01-12 09:00": "12 gen",
    },
    "Dutch": {
        "2026-03-04 17:00": (
            "vanmiddag | einde van de dag | einde werkdag | over anderhalf uur | over 90 minuten | vandaag"
        ),
        "2026-03-04 18:00": "voor 18 uur",
        "2026-03-04 20:00": "vanavond",
        "2026-03-05 09:00": "morgenochtend | uiterlijk morgen",
        "2026-03-05 10:00": "om tien uur",
        "2026-03-05 12:00": "morgen om 12 uur",
        "2026-03-05 14:30": "14.30 uur | om 14.30 | om half drie",
        "2026-03-05 15:00": "do 15u | om 3 uur 's middags | rond 15 uur",
        "2026-03-05 20:00": "morgenavond",
        "2026-03-06 09:00": "aanstaande vrijdag | deze vrijdag | vóór vrijdag | voor vrijdag",
        "2026-03-06 10:00": "overmorgen om 10 uur",
        "2026-03-06 12:00": "uiterlijk vrijdag 12 uur",
        "2026-03-06 15:30": "binnen 48 uur",
        "2026-03-06 17:00": "eind van de week",
        "2026-03-06 20:00": "vrijdagavond",
        "2026-03-09 09:00": (
            "volgende maandag | maandag volgende week | begin volgende week | "
            "maandag 9 | maandag 9 maart | maandagmorgen"
        ),
        "2026-03-09 15:30": "binnen 3 werkdagen",
        "2026-03-11 09:00": "woensdagochtend | woensdag ochtend",
        "2026-03-12 14:00": "12 maart om 14 uur",
        "2026-03-13 17:00": "eind volgende week",
        "2026-03-15 09:00": "vóór de 15e",
        "2026-03-16 09:00": "week 12",
        "2026-03-18 15:30": "over twee weken",
        "2026-03-20 09:00": "tot de 20e",
        "2026-03-20 10:00": "de 20e om 10 uur",
        "2026-03-31 17:00": "eind maart | einde maand",
        "2026-04-01 09:00": "1 april | tot april | volgende maand",
        "2026-04-15 09:00": "half april",
        "2026-09-03 09:00": "3 september 2026",
        "2027-01-12 09:00": "12 jan",
    },
    "Portuguese": {
        "2026-03-04 17:00": "esta tarde | fim do dia | até o fim do dia | em uma hora e meia | em 90 minutos | hoje",
        "2026-03-04 18:00": "até às 18h | até às 18",
        "2026-03-04 20:00": "hoje à noite",
        "2026-03-05 09:00": "amanhã de manhã | para amanhã",
        "2026-03-05 10:00": "às 10 horas",
        "2026-03-05 12:00": "amanhã ao meio-dia",
        "2026-03-05 14:30": "14h30 | às 14h30 | às duas e meia",
        "2026-03-05 15:00": "qui 15h | às 3 da tarde | por volta das 15h",
        "2026-03-05 20:00": "amanhã à noite",
        "2026-03-06 09:00": "esta sexta-feira | até sexta-feira | até sexta | no mais tardar sexta-feira",
        "2026-03-06 10:00": "depois de amanhã às 10h",
        "2026-03-06 15:30": "em 48 horas",
        "2026-03-06 17:00": "até o final da semana",
        "2026-03-06 20:00": "sexta à noite",
        "2026-03-09 09:00": (
            "próxima segunda-feira | segunda-feira que vem | início da próxima semana | segunda-feira, 9 de março | "
            "na segunda-feira | na próxima semana"
        ),
        "2026-03-09 15:30": "em 3 dias úteis",
        "2026-03-11 09:00": "quarta-feira de manhã",
        "2026-03-12 14:00": "12 de março às 14h",
        "2026-03-13 09:00": "sexta da próxima semana",
        "2026-03-13 17:00": "final da próxima semana",
        "2026-03-15 09:00": "antes do dia 15",
        "2026-03-18 15:30": "daqui a duas semanas",
        "2026-03-20 09:00": "até dia 20",
        "2026-03-20 10:00": "dia 20 às 10h",
        "2026-03-31 17:00": "final de março | fim do mês",
        "2026-04-01 09:00": "1º de abril | até abril | no próximo mês",
        "2026-04-15 09:00": "meados de abril",
        "2026-09-03 09:00": "3 de setembro de 2026",
        "2027-01-12 09:00": "12 de jan",
    },
}
ROWS = [
    pytest.param(text, moment, id=text)
    for moments in SAID.values()
    for moment, said in moments.items()
    for text in said.split(" | ")
]


@every_row(("text", "moment"), ROWS)
def test_a_moment_is_read_in_every_language(text: str, moment: str) -> None:
    found = parse_moment(text, NOW)
    assert found is not None
    assert f"{found:%Y-%m-%d %H:%M}" == moment


@every_row(("text", "moment"), ROWS)
def test_an_expectation_that_says_it_has_a_time(text: str, moment: str) -> None:
    assert has_time(f"A call back {text}") or has_time(text), moment
