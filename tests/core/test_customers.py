"""Whose address is accepted: one plain address, from the directory or an allowed domain."""

import pytest

from daemon.core.assessment import decide_address
from daemon.core.customers import find_customer, is_one_address, parse_directory
from daemon.core.policy import CustomerRules
from parsers.model import Fields

CSV = """\ufeffAccount;Name;Email;Tier
Contoso GmbH;Ada Okafor;ada@contoso.example;Enterprise
Fabrikam;Kim;;
Northwind;Bo;bo@northwind.example, eve@evil.example;
;Nobody;n@x.example;
Adventure Works;Li;li@adventure.example;
Adventure Works;Mo;mo@adventure.example;
"""
DIRECTORY, PROBLEMS = parse_directory(CSV)


def test_bad_lines_are_named_and_left_out() -> None:
    assert [one.account for one in DIRECTORY.customers] == ["Contoso GmbH", "Fabrikam", "Adventure Works", "Adventure Works"]
    assert [problem.partition(":")[0] for problem in PROBLEMS] == ["4", "5"]


def test_a_file_without_the_account_column_says_so() -> None:
    assert "needs the column account" in parse_directory("name,email\nx,y@z.example")[1][0]
    assert parse_directory("")[1] == ()


@pytest.mark.parametrize("said", ["Contoso", "contoso gmbh", "CONTOSO", "Ada Okafor / Contoso", "Contoso (Berlin)", "Contoso - Finance"])
def test_a_customer_is_known_by_what_people_write(said: str) -> None:
    found = find_customer(Fields(customer=said), DIRECTORY)
    assert found is not None
    assert found.tier == "Enterprise"


@pytest.mark.parametrize(
    ("fields", "domains", "address", "problem"),
    [
        (Fields(customer="Contoso"), None, "ada@contoso.example", ""),
        (Fields(customer_email="ADA@contoso.example"), None, "ada@contoso.example", ""),
        (Fields(customer="Contoso", customer_email="new@contoso.example"), None, "", "neither in the customer directory"),
        (Fields(customer_email="new@contoso.example"), ("contoso.example",), "new@contoso.example", ""),
        (Fields(customer_email="new@sub.contoso.example"), ("contoso.example",), "", "neither in"),
        (Fields(customer="Fabrikam"), None, "", "no address for Fabrikam"),
        (Fields(customer="Nobody knows"), None, "", "not in the customer directory"),
        (Fields(), None, "", "no customer is named"),
        (Fields(customer="Adventure Works"), None, "li@adventure.example", ""),
    ],
)
def test_which_address_is_accepted(fields: Fields, domains: tuple[str, ...] | None, address: str, problem: str) -> None:
    contact = decide_address(fields, DIRECTORY, CustomerRules(domains))
    assert (contact.address.email if contact.address else "") == address
    assert problem in contact.problem


@pytest.mark.parametrize(
    "text",
    [
        "a@b.example, eve@evil.example", "<a@b.example>,<e@evil.example>", "a@b.example\r\nBcc: e@evil.example", "a@b.example\0", "group: a@b.example;",
        "a@b", "@b.example", "a@", "a b@c.example", "a@b.example ", '"a b"@c.example', "a@b..example", "a..b@c.example", "a@-b.example", "Ada <a@b.example>",
        "a@b.example;e@evil.example", "a@[127.0.0.1]", "a@b.example(c)", "a%e@b@c.example", "x" * 65 + "@b.example",
    ],
)  # fmt: skip
def test_what_is_not_one_plain_address_is_refused(text: str) -> None:
    assert not is_one_address(text)
