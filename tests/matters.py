"""What the generated mails are about: matters with the level that their words lead to,
and customers with their directory."""

from dataclasses import dataclass

MOST_CUSTOMERS = 2_000


@dataclass(frozen=True, slots=True)
class Matter:
    """A story whose words lead to `level` by the default triggers (behaviour B5.5);
    `sensitive` ones keep the customer out."""

    level: int
    title: str
    summary: str
    impact: str
    sensitive: bool = False


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ORDINARY = (
    Matter(
        1,
        "Report totals differ from the dashboard",
        "Technical question: the monthly report rounds in another way than the "
        "dashboard, and we do not know which one is right.",
        "One analyst reconciles the figures by hand.",
    ),
    Matter(
        1,
        "Archive folder stays out of the search",
        "How do I include the archive folder in the search? The setting has no visible effect.",
        "Two clerks look things up by hand.",
    ),
    Matter(
        1,
        "Currency column for a new subsidiary",
        "Configuration question: the currency column can only be set for the whole account.",
        "The new subsidiary types its quotes by hand.",
    ),
    Matter(
        2,
        "Yearly fee charged although agreed otherwise",
        "They dispute a charge of $1,250 for the yearly fee and want a refund.",
        "Their payments are on hold until this is settled.",
    ),
    Matter(
        2,
        "Wish for a call about the training",
        "Their head of operations wants to speak with a manager about the training that took place in February.",
        "The second half of the training has been put off.",
    ),
    Matter(
        2,
        "Two promised calls did not take place",
        "They are disappointed that two promised calls did not take place.",
        "Their project plan has moved by a week.",
    ),
    Matter(
        3,
        "Nightly export ends without a file",
        "The nightly export throws a stack trace and ends without a file.",
        "The warehouse plans with yesterday's figures.",
    ),
    Matter(
        3,
        "Label printing stops half way",
        "Label printing crashes with every second label; reproducible on three machines.",
        "Forty parcels an hour wait for a label.",
    ),
    Matter(
        3,
        "Address book answers with an internal server error",
        "Opening the address book ends in an internal server error for every third person.",
        "Twelve people in the call centre work from a printed list.",
    ),
)
IMMEDIATE = (
    Matter(
        4,
        "Orders of the night are gone",
        "All orders since midnight are lost: the table is empty.",
        "Nobody knows what has been bought.",
    ),
    Matter(
        4,
        "Invoices gone behind an import",
        "Data loss: behind the import of last night 1,200 records are missing from the ledger.",
        "Month-end closing is blocked.",
    ),
    Matter(
        4,
        "Customer wants to end the cooperation",
        "Their board threatens to cancel the contract in view of the delays.",
        "The renewal of a yearly contract is at stake.",
    ),
)
SENSITIVE = (
    Matter(
        4,
        "Foreign logins in an account",
        "They report a security breach: unauthorised access to three mail accounts.",
        "Three people are locked out as a precaution.",
        sensitive=True,
    ),
    Matter(
        4,
        "Letter about the delivery terms",
        "Their lawyer announces legal action over the delivery terms.",
        "All talks are on hold.",
        sensitive=True,
    ),
    Matter(
        4,
        "Question from outside about the mix-up",
        "A journalist has asked them for a statement about the mix-up of last week.",
        "Their spokesman wants to answer with us.",
        sensitive=True,
    ),
)
EXPECTATIONS = (
    "A solution by Friday.",
    "An answer by tomorrow 12:00.",
    "A call back today, and a solution within 2 days.",
    "A plan by 17:00 today.",
)
STEPS = (
    "Asked for the exact times: on file in the ticket",
    "Repeated it on the test system: the same",
    "Went through the settings with the customer: all as it should be",
    "Compared with another account of the same size: works there",
    "Restarted the service of the account: no change",
)
CONTEXTS = (
    "They have been with us for six years.",
    "The account manager is informed.",
    "Best reached by phone in the morning.",
    "",
)
FIRST = _words(
    "Alder Amber Anchor Aspen Azure Birch Bright Canyon Cedar Cinder Clover Cobalt "
    "Coral Crown Delta Dune Ember Falcon Fern Fjord "
    "Glacier Granite Harbor Hazel Heron Indigo Ivory Jasper Juniper Kestrel Lantern "
    "Larch Linden Lotus Maple Marble Meadow Mistral "
    "Morning Nimbus Northern Oaken Ocean Onyx"
)
SECOND = _words(
    "Bakery Bicycles Books Bridges Carpets Ceramics Clocks Coffee Cooling Dairy Doors "
    "Farms Ferries Foods Forestry Furniture Gardens "
    "Glass Grain Hotels Instruments Kitchens Lamps Leather Lenses Lines Logistics Mills "
    "Motors Optics Orchards Paper Pharmacy Pianos "
    "Plumbing Press Pumps Quarries Railways Roofs Sails Seeds Shoes Silver Spices Stone Tea Textiles Tiles Tools"
)


@dataclass(frozen=True, slots=True)
class Customer:
    """`in_directory` says whether Upstairs may write to `email`."""

    account: str
    email: str
    in_directory: bool


def get_customer(number: int) -> Customer:
    """The n-th customer, always the same one; two of three stand in the directory.
    Raises IndexError beyond the last."""
    if not 0 <= number < MOST_CUSTOMERS:
        raise IndexError(f"there are {MOST_CUSTOMERS} customers, not {number + 1}")
    first, second = FIRST[number % len(FIRST)], SECOND[(number // len(FIRST) + number % len(FIRST)) % len(SECOND)]
    return Customer(f"{first} {second}", f"office@{first}-{second}.example".lower(), number % 3 != 2)


def build_directory() -> str:
    """data/customers.csv (behaviour B6.6) with every customer that Upstairs may write to."""
    lines = ["account,name,email,tier,language,timezone"]
    for number in range(MOST_CUSTOMERS):
        customer = get_customer(number)
        if customer.in_directory:
            tier = "enterprise" if number % 7 == 0 else "standard"
            zone = "America/New_York" if number % 5 == 0 else "Europe/Berlin"
            lines.append(f"{customer.account},Ms Okafor,{customer.email},{tier},en,{zone}")
    return "\n".join(lines) + "\n"
