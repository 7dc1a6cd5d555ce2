"""Ticket numbers as trackers and people write them, and what only looks like one (behaviour B2.33)."""

import pytest

from parsers.subject import parse_subject
from parsers.tickets import find_tickets
from tests.growth import check_growth_of
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

SUBJECTS = {
    # Jira: projects with digits and underscores, alone, in brackets, at the beginning, in the middle
    "ESCALATION - Export stops - SUP-1234": "SUP-1234",
    "ESCALATION - SUP-1234 - Export stops": "SUP-1234",
    "ESCALATION: SUP-1234 export stops": "SUP-1234",
    "SUP-1234: ESCALATION - Export stops": "SUP-1234",
    "[SUP-1234] ESCALATION - Export stops": "SUP-1234",
    "ESCALATION - Export stops (SUP-1234)": "SUP-1234",
    "ESCALATION - [JIRA] (SUP-1234) Export stops": "SUP-1234",
    "Re: [JIRA] SUP-1234 - ESCALATION - Export": "SUP-1234",
    "ESCALATION - the export of SUP-1234 stops": "SUP-1234",
    "ESCALATION - P2P-77 - Payment": "P2P-77",
    "ESCALATION - MY_PROJ2-12345 - Export": "MY_PROJ2-12345",
    "ESCALATION - Ticket SUP-CORE-123 - Export": "SUP-CORE-123",
    "ESCALATION - sup-1234 - export stops": "sup-1234",
    "escalation - export stops - sup-1234": "sup-1234",
    "ESCALATION - TKT-00042": "TKT-00042",
    "ESCALATION - Export - CASE-00042": "CASE-00042",
    "ESCALATION – Export – HELP-9": "HELP-9",
    "ESCALATION | SUP-1234 | Export": "SUP-1234",
    "ESCALATION_-_SUP-1234_-_Export_fails": "SUP-1234",
    "URGENT: UTF-8 export broken - SUP-1234": "SUP-1234",
    "ESCALATION - SRV-01 down - OPS-4711": "OPS-4711",
    # ServiceNow and its kin
    "ESCALATION - Export stops - INC0012345": "INC0012345",
    "ESCALATION - INC0012345: Export stops": "INC0012345",
    "ESCALATION - inc0012345 - Export": "inc0012345",
    "ESCALATION - CS0001234 Export": "CS0001234",
    "ESCALATION - Export - RITM0098765": "RITM0098765",
    "ESCALATION - Export - REQ0012345": "REQ0012345",
    "ESCALATION - CHG0030001 went wrong": "CHG0030001",
    "ESCALATION - PRB0040007": "PRB0040007",
    "ESCALATION - Incident INC000000123456 (BMC)": "INC000000123456",
    "ESCALATION - SCTASK0012345 waits": "SCTASK0012345",
    # Zendesk, Freshdesk, OTRS and Znuny, GLPI, Redmine, RT, Dynamics
    "ESCALATION - Export stops - #12345": "12345",
    "ESCALATION - [Zendesk] #12345 - Export stops": "12345",
    "ESCALATION - Zendesk ticket #12345 - Export stops": "12345",
    "ESCALATION - Zendesk Ticket 12345": "12345",
    "ESCALATION - [#12345] Export stops": "12345",
    "[#12345] ESCALATION: Export stops": "12345",
    "ESCALATION - [Ticket#2026112510000012] Export": "2026112510000012",
    "ESCALATION - [Ticket#: 2026112510000012] Export": "2026112510000012",
    "AW: [Ticket#2026112510000012] ESCALATION - Export": "2026112510000012",
    "ESCALATION - Ticket#2026112510000012 — Export": "2026112510000012",
    "ESCALATION - [GLPI #0001234] Export stops": "0001234",
    "[GLPI #0001234] URGENT: Export stops": "0001234",
    "ESCALATION - [Shop - Bug #1234] (New) Export": "1234",
    "ESCALATION - [Portal - Support #991] Export": "991",
    "ESCALATION - [rt.example.com #48213] Export": "48213",
    "ESCALATION - CAS-01234-X1Y2Z3 - Export": "CAS-01234-X1Y2Z3",
    "ESCALATION - Case 00012345: Export": "00012345",
    # years, slashes
    "ESCALATION - Export stops - #2026/0042": "2026/0042",
    "ESCALATION - Ticket 2026/0042 - Export": "2026/0042",
    "ESCALATION - Ticket #2026-0042 - Export": "2026-0042",
    "ESCALATION - Vorgang 2026/0042": "2026/0042",
    "ESCALATION - Ticket 42/2026 - Export": "42/2026",
    # "Ticket no." in the languages
    "ESCALATION - Ticket no. 48213": "48213",
    "ESCALATION - ticket number 48213": "48213",
    "ESCALATION - Ticket ID: 48213": "48213",
    "ESCALATION - Ticket: 48213": "48213",
    "ESCALATION - tickets/48213": "48213",
    "ESCALATION - Case no 48213": "48213",
    "ESCALATION - Incident #48213": "48213",
    "ESCALATION - Support case 48213": "48213",
    "ESCALATION - Service request no. 48213": "48213",
    "ESCALATION - Request #48213": "48213",
    "ESCALATION - Export - Ticket-Nr. 48213": "48213",
    "ESCALATION - Ticketnr.: 48213": "48213",
    "ESCALATION - Ticketnummer 48213": "48213",
    "ESCALATION - Vorgangsnummer: 48213": "48213",
    "ESCALATION - Vorgangs-Nr. 48213": "48213",
    "ESCALATION - Fall Nr. 48213": "48213",
    "ESCALATION - Störungsnummer 48213": "48213",
    "ESCALATION - Anfrage Nr. 48213": "48213",
    "ESCALATION - ticket n° 48213": "48213",
    "ESCALATION - Ticket N°48213": "48213",
    "ESCALATION - n° de ticket : 48213": "48213",
    "ESCALATION - numéro de ticket 48213": "48213",
    "ESCALATION - numéro du dossier : 48213": "48213",
    "ESCALATION - dossier n° 48213": "48213",
    "ESCALATION - demande nº 48213": "48213",
    "ESCALATION - ticket nº 48213": "48213",
    "ESCALATION - n.º de caso 48213": "48213",
    "ESCALATION - número de ticket: 48213": "48213",
    "ESCALATION - caso núm. 48213": "48213",
    "ESCALATION - incidencia 48213": "48213",
    "ESCALATION - ticket n. 48213": "48213",
    "ESCALATION - numero del ticket: 48213": "48213",
    "ESCALATION - segnalazione n. 48213": "48213",
    "ESCALATION - pratica n° 48213": "48213",
    "ESCALATION - ticketnummer: 48213": "48213",
    "ESCALATION - melding nr. 48213": "48213",
    "ESCALATION - zaaknummer 48213": "48213",
    "ESCALATION - nummer van het ticket 48213": "48213",
    "ESCALATION - chamado nº 48213": "48213",
    "ESCALATION - nº do chamado: 48213": "48213",
    "ESCALATION - número do ticket 48213": "48213",
    "ESCALATION - ocorrência nº 48213": "48213",
    "ESCALATION - Tikcet #48213": "48213",
    "ESCALATION #48213": "48213",
    "ESCALATION #48213 - Export": "48213",
    "Ticket #48213 - ESCALATION - Export": "48213",
    "ESCALATION - Export fails in ticket 48213 since Monday": "48213",
}
NONE = (
    # numbers of other things
    "ESCALATION - order #7731",
    "ESCALATION - Export of order #7731 fails",
    "ESCALATION - invoice #7731 is wrong",
    "ESCALATION - PO #4500012345",
    "ESCALATION - wrong price on invoice (#7731)",
    "ESCALATION - [Order #7731] not delivered",
    "ESCALATION - Bestellung #7731 fehlt",
    "ESCALATION - Bestellung (#7731)",
    "ESCALATION - Rechnung #7731",
    "ESCALATION - commande #7731",
    "ESCALATION - facture #7731",
    "ESCALATION - pedido #7731",
    "ESCALATION - ordine #7731",
    "ESCALATION - bestelling #7731",
    "ESCALATION - encomenda #7731",
    "ESCALATION - shipment #7731 is lost",
    "ESCALATION - Contoso is customer #7731",
    "ESCALATION - printer #4 burns",
    "ESCALATION - PR #4711 must be merged",
    "ESCALATION - order 48213",
    "ESCALATION - PO-4500012345",
    "ESCALATION - INV-20260042 is wrong",
    "ESCALATION - RE-2026-0042",
    # standards, products, errors, machines, times
    "ESCALATION - UTF-8 export broken",
    "ESCALATION - ISO-27001 audit",
    "ESCALATION - COVID-19 rules",
    "ESCALATION - CVE-2026-12345 hits us",
    "ESCALATION - SHA-256 mismatch",
    "ESCALATION - ORA-00942 in the log",
    "ESCALATION - SRV-01 down",
    "ESCALATION - WEB-12 is slow",
    "ESCALATION - HTTP-500 at login",
    "ESCALATION - Q3-2026 figures are wrong",
    "ESCALATION - FY-2026 closing",
    "ESCALATION - KW-48 report",
    "ESCALATION - 3 sites down since 10:30",
    "ESCALATION - #1 customer is unhappy",
    "ESCALATION - ticket 10 days without an answer",
    "ESCALATION - Ticket 24/7 support missing",
    "ESCALATION - 500 invoices lost, no ticket yet",
    "ESCALATION - no ticket - 500 invoices lost",
    "ESCALATION - use case 4711 fails",
    "ESCALATION - test case 17 fails",
    "ESCALATION - train ticket 48213 not paid",
    "ESCALATION - in case 3 it fails",
    "ESCALATION - in case 2026 is meant",
    "ESCALATION - Fall 2026 release is late",
    "ESCALATION - case 5 users complain",
    "ESCALATION - Ticket #[number]",
    "ESCALATION - Ticket # - Export",
    "ESCALATION - case study about 2026",
    "[ESC-42] ESCALATION - Printing",
    "ESCALATION - ESC-42 again",
    "ESCALATION - export of 2026-11-25 fails",
    "ESCALATION - top-10 list wrong",
    "ESCALATION - Windows-11 rollout",
)
TEXTS = {
    "Please look at SUP-1234, nothing works.": ("SUP-1234",),
    "It is INC0012345 in ServiceNow.": ("INC0012345",),
    "See https://jira.example.com/browse/SUP-1234 for all of it.": ("SUP-1234",),
    "https://desk.example.com/agent/tickets/48213": ("48213",),
    "Ticket 48213 is open since Monday.": ("48213",),
    "Ticket-Nr.: 48213, Kunde Contoso": ("48213",),
    "Le ticket n° 48213 est bloqué.": ("48213",),
    "El caso nº 48213 sigue abierto.": ("48213",),
    "The case is #2026/0042 [GLPI #0001234]": ("0001234",),
    "Tickets 48213 and SUP-9": ("48213", "SUP-9"),
    "Their order #7731 and invoice (#7732) are lost.": (),
    "Open for 10 days; 24/7 support; UTF-8; SRV-01; room #12": (),
    "In case 500 users call, tell me. Use case 4711.": (),
    "We have 3 tickets from them, 500 lines each.": (),
    "Call me at 555-1234 or +49-30-1234.": (),
}


@every_row(("subject", "ticket"), SUBJECTS.items())
def test_a_ticket_is_kept_whole_as_written(subject: str, ticket: str) -> None:
    assert parse_subject(subject, VOCABULARY.subject).ticket == ticket


@every_row("subject", NONE)
def test_a_number_of_something_else_is_no_ticket(subject: str) -> None:
    assert parse_subject(subject, VOCABULARY.subject).ticket == ""


@every_row(("text", "tickets"), TEXTS.items())
def test_running_words_name_tickets(text: str, tickets: tuple[str, ...]) -> None:
    assert tuple(one.number for one in find_tickets(text)) == tickets


@every_row(
    ("subject", "title"),
    [
        ("ESCALATION - Export stops - SUP-1234", "Export stops"),
        ("[GLPI #0001234] URGENT: Export stops", "Export stops"),
        ("ESCALATION - [Shop - Bug #1234] Export stops", "Export stops"),
        ("ESCALATION - the export of SUP-1234 stops", "the export of SUP-1234 stops"),
        ("ESCALATION - Ticket-Nr. 48213 - Export stops", "Export stops"),
    ],
)
def test_the_title_is_told_without_it(subject: str, title: str) -> None:
    assert parse_subject(subject, VOCABULARY.subject).title == title


@pytest.mark.slow
@every_row("unit", ["Ticket ", "SUP-", "no. ", "[#", "a-", "A_", "#1", "n° de ", "(a", "- "])
def test_a_long_text_is_read_in_its_time(unit: str) -> None:
    check_growth_of(find_tickets, unit, 50_000)
