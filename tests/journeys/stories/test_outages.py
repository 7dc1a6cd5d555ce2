"""One outage, many agents: one matter for the level, a case for each agent (behaviour B5.17)."""

from pathlib import Path

from daemon.core.model.case import Status
from tests.journeys.stories.street import Street, kind_of, open_street, said_in

DOWN = "Nobody can log in, all sites are down."
FABRIKAM = {"customer": "Fabrikam", "ticket": "7001", "issue_summary": DOWN, "customer_impact": "The shop is shut."}
INITECH = {**FABRIKAM, "customer": "Initech", "ticket": "7002", "customer_impact": "No tills."}
TAKEN = "claimed: Robin Achebe has taken ESC-2 … we are on the database"


def test_two_agents_and_one_outage(street: Street) -> None:
    _open(street)
    street.at(
        "mon 10:05", _fabrikam(street),
        robin="relay: Of the same outage as ESC-1 … ESC-2, Fabrikam: “The shop is shut.”, writes Jo Lind. … !ESC-2 is",
        jo="receipt: ESC-2 goes along with ESC-1 … with the Executive Team (Level 4), and nobody has taken it yet … "
        "An answer is due by today 11:00 … Another outage than ESC-1’s? Answer yes … Why Level 4",
        fay="customer-acknowledgement: specialists",
    )  # fmt: skip
    street.at(
        "mon 10:10", street.answer("jo", "status", "receipt"),
        jo="notice: nobody has taken it yet … ESC-2 goes along with ESC-1, the same outage as far as I know",
    )  # fmt: skip
    street.at(
        "mon 10:15", street.answer("dana", "status", "receipt"),
        dana="notice: The same outage hits Fabrikam (ESC-2).",
    )  # fmt: skip
    street.at(
        "mon 10:20", street.answer("robin", "mine: we are on the database", "routed"),
        robin="notice: ESC-1 is yours now.", dana="claimed: we are on the database", jo=TAKEN,
    )  # fmt: skip
    assert street.case(2).claimed_by is not None
    street.at(
        "mon 10:40", street.answer("jo", "The tills stand still, too.", "claimed"),
        robin="relay: Jo Lind writes about ESC-2 … The tills stand still, too.",
    )  # fmt: skip


def test_nine_agents_in_ten_minutes(street: Street) -> None:
    _open(street)
    street.boxes.clear()
    for number in range(8):
        fields = {**FABRIKAM, "customer": f"Customer {number}", "ticket": f"70{number}"}
        street.write(f"mon 10:0{number + 1}", street.form("jo", f"ESCALATION - Down - Ticket #70{number}", **fields))
    assert street.files("robin") == []  # the same bytes as the first one's file
    kinds = [kind_of(one) for one in street.boxes["robin"]]
    assert kinds == ["relay"] * 3
    assert [kind_of(one) for one in street.boxes["jo"]].count("receipt") == 8
    street.boxes.clear()
    street.at("mon 10:35", robin="reminder: ESC-1")
    street.at("mon 10:55", robin="reminder: ESC-1")
    street.write("mon 11:02")
    said = said_in(street.find("robin", "relay"))
    assert [f"ESC-{number}, Customer {number - 2}" in said for number in range(2, 10)] == [False] * 3 + [True] * 5


def test_nobody_takes_it(tmp_path: Path) -> None:
    with open_street(tmp_path, {"levels:": "triggers: {{outage: {{level: 3}}}}\nlevels:"}) as street:
        street.at(
            "mon 10:00", street.form("dana", issue_summary=DOWN),
            tess="routed: Asked of you", kim="routed: Asked of you",
            dana="receipt: is with the Technical Team (Level 3)", ada="customer-acknowledgement: specialists",
        )  # fmt: skip
        street.at(
            "mon 10:05", _fabrikam(street),
            tess="relay: ESC-2, Fabrikam: “The shop is shut.”, writes Jo Lind.", kim="relay: ESC-2",
            jo="receipt: ESC-2 goes along with ESC-1", fay="customer-acknowledgement: specialists",
        )  # fmt: skip
        street.write("wed 17:29")
        street.boxes.clear()
        street.write("thu 11:31")
        assert [kind_of(one) for one in street.boxes["robin"]] == ["raised", "reminder"]
        assert {one["X-Escalation-Case"] for one in street.boxes["kim"]} == {"ESC-1"}
        assert "Nobody of Level 3 (Technical Team) has taken ESC-2" in said_in(street.find("jo", "reminder"))
        assert "The same outage hits Fabrikam (ESC-2)." in said_in(street.find("robin", "raised"))
        raised = said_in(street.find("jo", "raised"))
        assert "Your escalation has gone up to the Executive Team (Level 4), because Tess Moran and Kim Novak" in raised
        assert street.case(2).level == 4
        street.at(
            "thu 11:40", street.answer("robin", "pass to sato@example.com: you know this system", "raised"),
            robin="notice: ESC-1 is with M. Sato now", sato="routed: you know this system",
            dana="moved: Robin Achebe has passed this on to M. Sato",
            jo="moved: Robin Achebe has passed this on to M. Sato … ESC-2",
        )  # fmt: skip


def test_a_letter_about_one_is_answered_for_all(street: Street) -> None:
    _open(street)
    street.write("mon 10:05", _fabrikam(street))
    street.write("mon 10:10", street.answer("jo", "The tills stand still, too.", "receipt"))
    assert street.find("robin", "relay")["X-Escalation-Case"] == "ESC-2"
    street.at(
        "mon 10:20", street.answer("robin", "mine", "relay"),
        robin="notice: ESC-1 is yours now.", dana="claimed: ESC-1", jo="claimed: ESC-2",
    )  # fmt: skip


def test_an_executive_is_away_and_back(tmp_path: Path) -> None:
    robin = "recipients: [Robin Achebe <robin@example.com>]"
    with open_street(tmp_path, {robin: f"{robin[:-1]}, Kim Novak <kim@example.com>]"}) as street:
        _open(street)
        street.write("mon 10:05", _fabrikam(street))
        street.at(
            "mon 10:10", street.copy("robin", "support@example.com", "away until tue 9:00 cover zoe@example.com", ""),
            robin="notice: away", zoe="routed: The same outage hits Fabrikam (ESC-2).",
            dana="moved: Robin Achebe is away", lea="moved: Robin Achebe is away",
        )  # fmt: skip
        assert (street.case(2).first, street.case(2).recipients) == (1, street.case(1).recipients)


def test_another_outage_after_all(street: Street) -> None:
    _open(street)
    street.write("mon 10:05", _fabrikam(street))
    street.at(
        "mon 10:10", street.answer("jo", "yes", "receipt"),
        jo="notice: ESC-2 is with the Executive Team (Level 4) now: Robin Achebe. They answer by today 11:10",
        robin="routed: Fabrikam … Jo Lind says that it is another outage than ESC-1 … Answer by: today 11:10",
    )  # fmt: skip
    assert (street.case(1).kin, street.case(2).first) == ((), 0)
    street.at("mon 10:15", street.answer("robin", "mine"), robin="notice: ESC-2 is yours now.", jo="claimed: ESC-2")
    assert street.case(1).claimed_by is None


def test_it_is_another_outage_for_the_reason_that_its_agent_gives(street: Street) -> None:
    _open(street)
    street.write("mon 10:05", _fabrikam(street))
    street.at(
        "mon 10:10", street.answer("jo", "yes: ours is the firewall", "receipt"),
        jo="notice: ESC-2 is with the Executive Team (Level 4) now: Robin Achebe.",
        robin="routed: Jo Lind says that it is another outage than ESC-1 … ours is the firewall",
    )  # fmt: skip


def test_nothing_is_asked_any_more(street: Street) -> None:
    _open(street)
    street.write("mon 10:05", _fabrikam(street))
    street.write("mon 10:10", street.answer("jo", "yes", "receipt"))
    street.at(
        "mon 10:15", street.answer("jo", "yes: ours is the firewall", "receipt"),
        jo="notice: I took “yes: ours is the firewall” for words", robin="relay: ours is the firewall",
    )  # fmt: skip


def test_it_is_no_other_outage(street: Street) -> None:
    _open(street)
    street.write("mon 10:05", _fabrikam(street))
    street.at(
        "mon 10:10", street.answer("jo", "no", "receipt"),
        jo="notice: ESC-2 stays open. ESC-2 goes along with ESC-1",
    )  # fmt: skip


def test_it_is_over(street: Street) -> None:
    _open(street)
    street.write("mon 10:05", _fabrikam(street))
    street.write("mon 10:06", _initech(street))
    street.write("mon 10:20", street.answer("robin", "mine", "routed"))
    asked = "notice: ESC-1, with which it went along, is solved. … the disk was full … Is it over for {} too? Your yes"
    street.at(
        "mon 11:00", street.answer("robin", "done: the disk was full", "notice"),
        robin=("notice: ESC-1 is closed.", "routed: You have taken it. With it ESC-3 (Initech) is yours, too"),
        dana="de-escalation: Robin Achebe has closed ESC-1 as solved. … the disk was full",
        jo=asked.format("Fabrikam"), zoe=asked.format("Initech"),
    )  # fmt: skip
    street.at(
        "mon 11:10", street.answer("jo", "yes", "notice"),
        jo="de-escalation: ESC-2 is closed",
        robin=("closed: Jo Lind has closed ESC-2", "routed: You have taken it. … ESC-2, with which it went along"),
    )  # fmt: skip
    street.at(
        "mon 11:20", street.answer("zoe", "no", "notice"),
        zoe="notice: ESC-3 stays open. Robin Achebe has ESC-3.",
    )  # fmt: skip
    assert street.case(3).outcome == ""
    assert street.case(2).outcome == "the disk was full"


def test_whether_it_is_over_is_answered_with_words(street: Street) -> None:
    _open(street)
    street.write("mon 10:05", _fabrikam(street))
    street.write("mon 10:06", _initech(street))
    street.write("mon 10:20", street.answer("robin", "mine", "routed"))
    street.write("mon 11:00", street.answer("robin", "done: the disk was full", "notice"))
    street.at(
        "mon 11:10", street.answer("zoe", "no, the tills still stand", "notice"),
        zoe="notice: ESC-3 stays open.", robin="relay: no, the tills still stand",
    )  # fmt: skip
    street.at(
        "mon 11:20", street.answer("jo", "yes, they confirm it: all tills run", "notice"),
        jo="de-escalation: ESC-2 is closed",
        robin=(
            "closed: Jo Lind has closed ESC-2 … they confirm it: all tills run",
            "routed: You have taken it. … ESC-2, with which it went along",
        ),
    )  # fmt: skip
    assert (street.case(2).status, street.case(3).outcome) == (Status.RESOLVED, "")


def test_the_first_is_withdrawn(street: Street) -> None:
    _open(street)
    street.write("mon 10:05", _fabrikam(street))
    street.write("mon 10:06", _initech(street))
    street.at(
        "mon 10:10", street.answer("dana", "cancel: wrong customer", "receipt"),
        dana="notice: ESC-1 is withdrawn.",
        robin=(
            "closed: Dana Whitfield has withdrawn ESC-1",
            "routed: Fabrikam … The same outage hits Initech (ESC-3). Answer by: today 11:10 … is withdrawn",
        ),
        jo="moved: ESC-1, with which it went along, is withdrawn. … asked of the Executive Team (Level 4) by itself",
        zoe="moved: ESC-1, with which it went along, is withdrawn. … ESC-3 goes along with ESC-2",
    )  # fmt: skip
    assert street.case(3).first == 2


def test_one_of_them_is_withdrawn(street: Street) -> None:
    _open(street)
    street.write("mon 10:05", _fabrikam(street))
    street.at(
        "mon 10:10", street.answer("jo", "cancel: it was the wrong customer", "receipt"),
        jo="notice: ESC-2 is withdrawn.",
        robin="relay: Of the same outage as ESC-1 … wrong customer … ESC-2, Fabrikam: Jo Lind has withdrawn it.",
    )  # fmt: skip


def test_one_of_them_is_over(street: Street) -> None:
    _open(street)
    street.write("mon 10:05", _fabrikam(street))
    street.write("mon 10:06", street.answer("robin", "mine", "routed"))
    street.at(
        "mon 10:10", street.answer("jo", "done: the tills work again", "receipt"),
        jo="de-escalation: ESC-2 is closed",
        robin="relay: Of the same outage as ESC-1 … tills work again … ESC-2, Fabrikam: Jo Lind has closed it",
    )  # fmt: skip


def test_what_waits_waits_alone(street: Street) -> None:
    _open(street)
    street.write("mon 10:05", _fabrikam(street))
    street.write("mon 10:10", street.answer("dana", "waiting until friday 10:00", "receipt"))
    assert [street.case(number).status.value for number in (1, 2)] == ["waiting", "open"]


def test_a_sensitive_one_goes_alone(street: Street) -> None:
    _open(street)
    fields = {**FABRIKAM, "issue_summary": f"{DOWN} Customer data was stolen."}
    street.at(
        "mon 10:05", street.form("jo", "ESCALATION - Down - Ticket #7001", **fields),
        robin="routed: sensitive", jo="receipt: It went to Robin Achebe.",
    )  # fmt: skip
    street.write("mon 10:10", _initech(street))
    assert (street.case(2).first, street.case(3).first) == (0, 1)


def test_an_outage_of_this_morning_is_another(street: Street) -> None:
    _open(street)
    street.write("mon 10:05", street.answer("robin", "mine"))
    street.write("mon 14:29")
    street.at(
        "mon 14:30", _fabrikam(street),
        robin="routed: Fabrikam", jo="receipt: It went to Robin Achebe.", fay="customer-acknowledgement: specialists",
    )  # fmt: skip


def test_the_digest_has_one_line(street: Street) -> None:
    _open(street)
    street.write("mon 10:05", _fabrikam(street))
    street.write("tue 09:00")
    digest = said_in(street.find("lea", "digest"))
    assert "Contoso, Fabrikam" in digest
    assert "NOT UPDATED 2 ESC-1 Contoso was promised" in digest
    assert digest.index("ESC-2") > digest.index("NOT UPDATED")


def _open(street: Street, **fields: str) -> None:
    street.write("mon 10:00", street.form("dana", issue_summary=DOWN, **fields))


def _fabrikam(street: Street) -> bytes:
    return street.form("jo", "ESCALATION - All is down - Ticket #7001", **FABRIKAM)


def _initech(street: Street) -> bytes:
    return street.form("zoe", "ESCALATION - No tills - Ticket #7002", **INITECH)
