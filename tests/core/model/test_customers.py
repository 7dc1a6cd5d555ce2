"""Whose address is accepted: one plain address, from the directory or an allowed domain."""

from daemon.core.intake.assessment import decide_address
from daemon.core.model.customers import CustomerRules, find_customer, is_one_address, parse_directory
from parsers.model import Fields
from tests.tables import every_row

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
    assert [one.account for one in DIRECTORY.customers] == [
        "Contoso GmbH",
        "Fabrikam",
        "Adventure Works",
        "Adventure Works",
    ]
    assert [problem.partition(":")[0] for problem in PROBLEMS] == ["4", "5"]


def test_a_file_without_the_account_column_says_so() -> None:
    assert "needs the column account" in parse_directory("name,email\nx,y@z.example")[1][0]
    assert parse_directory("")[1] == ()


@every_row("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_customer_is_written_to_by_the_name_that_stands_in_the_file_whatever_program_saved_it(encoding: str) -> None:
    text = "account;name;email\nMüller;Zoë Strauß;zoe@mueller.example\nPražák;Ada;ada@prazak.example\n"
    directory, problems = parse_directory(text.encode(encoding))
    assert ([(one.account, one.name) for one in directory.customers], problems) == (
        [("Müller", "Zoë Strauß"), ("Pražák", "Ada")],
        (),
    )


def test_a_line_that_no_known_encoding_reads_is_left_out_with_what_to_do_and_the_others_stay() -> None:
    directory, problems = parse_directory("account,name\nMüller,Zoë\n".encode() + b"Acme,Zo\x81\nFabrikam,Ren\xe9\n")
    assert [(one.account, one.name) for one in directory.customers] == [("Müller", "Zoë"), ("Fabrikam", "René")]
    assert problems == ("3: is neither UTF-8 nor Windows-1252: save the file as UTF-8",)


@every_row(
    "said", ["Contoso", "contoso gmbh", "CONTOSO", "Ada Okafor / Contoso", "Contoso (Berlin)", "Contoso - Finance"]
)
def test_a_customer_is_known_by_what_people_write(said: str) -> None:
    found = find_customer(Fields(customer=said), DIRECTORY)
    assert found is not None
    assert found.tier == "Enterprise"


@every_row(
    ("fields", "domains", "address", "problem"),
    [
        (Fields(customer="Contoso"), None, "ada@contoso.example", ""),
        (Fields(customer_email="ADA@contoso.example"), None, "ada@contoso.example", ""),
        (
            Fields(customer="Contoso", customer_email="new@contoso.example"),
            None,
            "",
            "neither in the customer directory",
        ),
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


@every_row(
    "text",
    [
        "a@b.example, eve@evil.example", "<a@b.example>,<e@evil.example>", "a@b.example\r\nBcc: e@evil.example",
        "a@b.example\0",
        "group: a@b.example;", "a@b", "@b.example", "a@", "a b@c.example", "a@b.example ",
        " a@b.example", '"a b"@c.example',
        "a@b..example",
        "a..b@c.example", ".a@b.example", "a.@b.example", "a@-b.example", "a@b-.example",
        "Ada <a@b.example>", "<a@b.example>",
        "a@b.example;e@evil.example", "a@b.example e@evil.example", "a@[127.0.0.1]", "a@127.0.0.1",
        "a@b.example(c)", "a%e@b@c.example",
        "e%evil.example@b.example", "evil.example!e@b.example", "x" * 65 + "@b.example", "a@" + "b" * 64 + ".example",
        "a@" + "b." * 130 + "example", "a@b.example\n", "a@b.example\u2028Bcc: e",
        "a@b.example\u200b", "\u202ea@b.example",
        "a\u00a0@b.example",
        "a@b.example\x7f", "a@b.example\x85", "a@b,c.example", "a\\@b.example", "a:b@c.example", "mailto:a@b.example",
        "a@b.example?cc=e@evil.example",
        "a＠b.example", "a@b.e", "",
    ],
)  # fmt: skip
def test_what_is_not_one_plain_address_is_refused(text: str) -> None:
    assert not is_one_address(text)


@every_row(
    "text",
    [
        "a@b.example",
        "first.last+tag@mail.contoso.example",
        "o'neil@b.example",
        "jürgen@müller.example",
        "A_B-c@x-y.example",
    ],
)
def test_plain_addresses_are_one_address(text: str) -> None:
    assert is_one_address(text)


def test_values_that_cannot_be_used_are_named_with_their_line() -> None:
    text = (
        "account,email,language,timezone\nA,a@b.example,../..,\n"
        "B,b@b.example,,Mars/Base\nC,c@b.example,de,Europe/Berlin\n"
    )
    directory, problems = parse_directory(text)
    assert [one.account for one in directory.customers] == ["C"]
    assert problems == (
        '2: "../.." is not a language: write its code, like en or pt-BR',
        '3: "Mars/Base" is not a time zone: write it like Europe/Berlin',
    )


def test_a_quote_that_is_never_closed_is_said_and_does_not_swallow_what_is_below_in_silence() -> None:
    directory, problems = parse_directory('account,email\nA,a@b.example\nB,"b@b.example\nC,c@b.example\n')
    assert [one.account for one in directory.customers] == ["A"]
    assert problems == ("4: unexpected end of data",)


def test_excel_writes_semicolons_quotes_and_its_own_names() -> None:
    directory, problems = parse_directory(
        '\ufeffAccount;E-Mail;Name\r\n"Müller; Söhne";m@mueller.example;"Max\r\nMüller"\r\n'
    )
    assert problems == ()
    assert (directory.customers[0].account, directory.customers[0].email, directory.customers[0].name) == (
        "Müller; Söhne",
        "m@mueller.example",
        "Max Müller",
    )


@every_row(
    ("account", "said"),
    [
        ("Müller & Söhne GmbH & Co. KG", "müller & söhne"),
        ("AT&T Inc.", "AT & T"),
        ("S.A. Foo", "Foo SA"),
        ("Acme, Inc.", "ACME"),
        ("Contoso Ltd", "Contoso Limited"),
        ("Inc", "INC"),
    ],
)
def test_legal_forms_case_and_marks_do_not_matter(account: str, said: str) -> None:
    directory, _ = parse_directory(f'account\n"{account}"\n')
    assert find_customer(Fields(customer=said), directory) is not None


def test_a_name_that_two_accounts_share_is_nobody() -> None:
    directory, _ = parse_directory("account,name\nA,Kim\nB,Kim\n")
    assert find_customer(Fields(customer="Kim"), directory) is None
    assert find_customer(Fields(customer="Kim (B)"), directory) == directory.customers[1]


def test_the_address_finds_the_customer_before_the_name_does() -> None:
    found = find_customer(Fields(customer="Fabrikam", customer_email="ADA@CONTOSO.example"), DIRECTORY)
    assert found is not None
    assert found.account == "Contoso GmbH"
