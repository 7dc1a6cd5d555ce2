"""Subjects: the marker in every disguise, never where it is denied or embedded (behaviour B2.1 to B2.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.model import Marker, Subject
from parsers.subject import SubjectWords, is_forward, is_reply, load_subject_words, parse_subject
from tests.growth import check_growth_of
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

PREFIXES = (
    "Re: ",
    "AW: ",
    "SV: ",
    "VS: ",
    "RV: ",
    "TR : ",
    "WG: ",
    "Fwd: ",
    "ENC: ",
    "Antw: ",
    "[EXT] ",
    "RE[3]: ",
    "***EXTERNAL*** ",
)


def read(text: str) -> Subject:
    return parse_subject(text, VOCABULARY.subject)


@every_row(
    "subject",
    [
        "ESCALATION - Printing",
        "escalation: printing",
        "Printing, URGENT",
        "ESCALATION_Printing",
        "ES\u200bCALA\u00adTION – Printing",
        "ＥＳＣＡＬＡＴＩＯＮ printing",
        "[ESCALATION] printing",
        "not urgent, but an ESCALATION",
    ],
)
def test_the_word_is_found(subject: str) -> None:
    assert read(subject).marker is not None


@every_row(
    "subject",
    [
        "Printing",
        "non-urgent",
        "non\u2011urgent",
        "not urgent",
        "not really an urgent matter",
        "De-escalation",
        "resurgent",
        "ESCALATIONS",
        "urgently",
        "no escalation needed",
        "escalation not needed",
        "Printing (was: ESCALATION - Printing)",
        "nicht urgent",
        "kein escalation nötig",
        "urgent or not",
        "This isn’t urgent",
        "escalations team meeting",
        "no longer urgent",
        "",
    ],
)
def test_what_denies_or_embeds_the_word_does_not_count(subject: str) -> None:
    assert read(subject).marker is None


def test_with_both_words_it_is_urgent() -> None:
    assert read("URGENT ESCALATION - Printing").marker is Marker.URGENT


def test_the_title_is_what_is_left() -> None:
    subject = read("[EXT] AW: ESCALATION – Printing twice – Ticket #51877")
    assert (subject.title, subject.ticket, subject.is_call) == ("Printing twice", "51877", True)


@every_row(
    ("subject", "ticket", "title"),
    [
        ("ESCALATION_-_Ticket_#48213_-_Export_fails", "48213", "Export fails"),
        ("Re:_ESCALATION_Ticket_48213", "48213", ""),
        ("ESCALATION-Ticket#48213-Export fails", "48213", "Export fails"),
        ("ESCALATION - Ticket #48213-ab - Export", "48213-ab", "Export"),
        ("ESCALATION - Ticket SUP-CORE-123 - Export", "SUP-CORE-123", "Export"),
        ("AW: Antwort: ESCALATION - Ticket #48213 - Export", "48213", "Export"),
        ("ESCALATION\u00a0-\u00a0Ticket\u00a0＃48213\u00a0- \u202eExport\u202c", "48213", "Export"),
    ],
)
def test_a_ticket_joined_to_its_neighbours_is_told_from_them(subject: str, ticket: str, title: str) -> None:
    found = read(subject)
    assert (found.ticket, found.title, found.is_call) == (ticket, title, True)


@every_row(
    ("subject", "first", "is_call"),
    [
        ("ESCALATION - Printing", Marker.ESCALATION, True),
        ("AW: [EXT] urgent: printing", Marker.URGENT, True),
        ("URGENT nothing works at any site", Marker.URGENT, True),
        ("*** ESCALATION *** Printing", Marker.ESCALATION, True),
        ("[ESCALATION] printing", Marker.ESCALATION, True),
        ("URGENT ESCALATION: printing", Marker.ESCALATION, True),
        ("Escalation", Marker.ESCALATION, True),
        ("[GLPI #0001234] URGENT: printing", Marker.URGENT, True),
        ("Ticket #51877 - ESCALATION - Printing", Marker.ESCALATION, True),
        ("Escalation training on Friday", Marker.ESCALATION, False),
        ("Our escalation process", None, False),
        ("Printing, URGENT", None, False),
        ("Accepted: URGENT - printing", None, False),
    ],
)
def test_the_word_that_stands_first(subject: str, first: Marker | None, is_call: bool) -> None:
    assert (read(subject).first, read(subject).is_call) == (first, is_call)


def test_a_ticket_or_the_place_for_one_is_seen() -> None:
    assert not read("Our escalation process").has_place
    assert read("Our escalation for ticket 51877").has_place
    assert read("Our escalation - Ticket #[number]").has_place


@every_row(
    "subject",
    [
        "Accepted: URGENT - printing",
        "Zugesagt: URGENT: Druck",
        "Annulé : URGENT",
        "Recall: URGENT - printing",
        "Rappel du message : URGENT - impression",
        "Richiamo del messaggio: URGENT - stampa",
        "Recuperar mensaje: URGENT - impresión",
        "Bericht intrekken: URGENT - afdrukken",
        "Nachricht zurückrufen: URGENT - Druck",
        "Gelesen: ESCALATION - Druck",
        "Undeliverable: ESCALATION - Printing",
        "[Ticket #48213] Priority changed to Urgent",
        "[JIRA] (SUP-1234) Priority was set to urgent",
        "Ticket 4711: Priorität geändert auf urgent",
        "SUP-1234 has been assigned to you (urgent)",
        "Ticket 4711 was escalated - escalation level 2",
    ],
)
def test_a_programs_subject_is_known(subject: str) -> None:
    assert read(subject).noise


@every_row(
    "subject",
    [
        "URGENT: the order's status changed to cancelled",
        "Read this: urgent help for Contoso",
        "Le client attend le rappel : URGENT Contoso",
        "Printing again: urgent",
        "ESCALATION - Status has been updated to nonsense - Ticket #4711",
    ],
)
def test_a_persons_subject_is_none(subject: str) -> None:
    assert not read(subject).noise


def test_the_case_number_is_read_and_is_no_ticket() -> None:
    subject = read("Re: [ESC-42] ESCALATION - Printing")
    assert (subject.case, subject.ticket) == (42, "")


def test_a_team_adds_words_and_exceptions() -> None:
    words = load_subject_words({"alarm": Marker.URGENT}, ("false alarm",))
    assert parse_subject("ALARM in the hall", words).marker is Marker.URGENT
    assert parse_subject("A false-alarm in the hall", words).marker is None
    assert parse_subject("ESCALATION", words).marker is Marker.ESCALATION


def test_only_the_words_that_are_given_count() -> None:
    assert parse_subject("ESCALATION", SubjectWords({"alarm": Marker.URGENT}, ())).marker is None


@given(st.lists(st.sampled_from(PREFIXES), max_size=5))
def test_prefixes_in_any_number_change_nothing(prefixes: list[str]) -> None:
    subject = read("".join(prefixes) + "ESCALATION - Printing twice - Ticket #51877")
    assert (subject.marker, subject.title, subject.ticket) == (Marker.ESCALATION, "Printing twice", "51877")
    assert subject.is_call


def test_forwards_and_replies_are_told_apart() -> None:
    assert is_forward("[EXT] WG: Printing")
    assert is_reply("AW: WG: Printing")
    assert not is_reply("Printing")
    assert not is_forward("Re: Fwd: Printing")


@given(st.text(max_size=200))
def test_no_subject_raises(text: str) -> None:
    for subject in (text, f"ESCALATION {text}", f"{text}ESCALATION - {text} #1"):
        ticket = read(subject).ticket
        assert ticket == "" or any(c.isdigit() for c in ticket)


@pytest.mark.slow
@every_row("unit", ["a", " ", "Re: ", "[a]", "not ", "ESCALATION ", "-", "#1", "Ticket ", "(", "\u200b"])
def test_a_huge_subject_is_quick(unit: str) -> None:
    check_growth_of(read, unit, 50_000)


@every_row(
    ("subject", "marker"),
    [
        ("Urgent? Not urgent any more", None),
        ("URGENT - no longer urgent - Ticket #4", None),
        ("Urgent - nicht mehr urgent", None),
        ("No longer urgent? URGENT again - Ticket #4", Marker.URGENT),
        ("ESCALATION - not urgent - Ticket #7", Marker.ESCALATION),
        ("URGENT: why was this marked not urgent? - Ticket #7", Marker.URGENT),
        ("URGENT not urgent for us but for Contoso", Marker.URGENT),
        ("URGENT nicht urgent für uns, sondern für Contoso", Marker.URGENT),
        ("URGENT pas urgent pour nous mais pour Contoso", Marker.URGENT),
        ("URGENT niet urgent voor ons maar voor Contoso", Marker.URGENT),
        ("URGENT no urgent for us", None),
        ("Urgent is not needed, but thanks", None),
        ("Not urgent for us but for Contoso", None),
        ("Printing (formerly URGENT)", None),
        ("less urgent - printing", None),
        ("Please don't mark as urgent", None),
    ],
)
def test_a_later_word_takes_an_earlier_one_back(subject: str, marker: Marker | None) -> None:
    assert read(subject).marker is marker


@every_row(
    ("subject", "is_first"),
    [
        ("Urgente/URGENT: el coche bloquea la puerta", True),
        ("Dringend / URGENT: Auto blockiert das Tor", True),
        ("Eskalation/ESCALATION: Auto", True),
        ("Sehr dringend - URGENT - Auto", True),
        ("TRÈS URGENT : la voiture bloque", True),
        ("Re: Very URGENT: car blocks the gate", True),
        ("Important & URGENT: car", True),
        ("Question about urgent tickets", False),
        ("Important: minutes on urgent tickets", False),
        ("How do I mark a mail urgent?", False),
        ("Our escalation process", False),
    ],
)
def test_words_that_only_press_do_not_stand_before_ours(subject: str, is_first: bool) -> None:
    assert (read(subject).first is not None) is is_first
