"""The folders that handled mail is moved to, by the server's names. The client comes without types."""

from typing import Any


def find_folder(client: Any, name: str) -> str:
    """The server's name for a folder of the settings, which is made when it is missing: with the server's delimiter,
    below the personal namespace (RFC 2342), as "INBOX.Escalations.Done" where people write "Escalations/Done"."""
    prefix, delimiter = _fetch_namespace(client)
    own = name.replace("/", delimiter) if delimiter else name
    own = own if own.startswith(prefix) else prefix + own
    existing = next((one for one in (name, own) if _folder_exists(client, one)), None)
    if existing is None:
        client.create_folder(own)
        client.subscribe_folder(own)  # else mail programs do not show it
    return existing or own


def _fetch_namespace(client: Any) -> tuple[str, str]:
    """Prefix and delimiter of the folders that are ours."""
    personal = client.namespace().personal if client.has_capability("NAMESPACE") else None
    if personal:
        return personal[0][0], personal[0][1] or ""
    listed = client.list_folders("", "")  # RFC 3501 section 6.3.8: an empty name asks for the delimiter
    return "", (listed[0][1] or b"").decode("ascii") if listed else "/"


def _folder_exists(client: Any, name: str) -> bool:
    """A name in the middle of others' names may be listed without being a folder."""
    return any(
        not {b"\\noselect", b"\\nonexistent"} & {flag.lower() for flag in flags}
        for flags, _, _ in client.list_folders("", name)
    )
