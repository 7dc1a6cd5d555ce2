"""Certificates for TLS tests, good and bad, made by the openssl program."""

import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.servers.process import find_missing


@dataclass(frozen=True, slots=True)
class Certificate:
    """A self-signed certificate; a client that shall trust it takes `file` as its list of authorities."""

    file: Path
    key: Path

    def server_context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file, self.key)
        return context

    def client_context(self) -> ssl.SSLContext:
        """What a client uses that trusts this certificate and no other."""
        return ssl.create_default_context(cafile=str(self.file))


def available() -> str | None:
    return find_missing(["openssl"])


def make_certificate(folder: Path, host: str = "localhost", *, expired: bool = False) -> Certificate:
    """A certificate for `host` and, when that is localhost, for 127.0.0.1;
    `expired` since yesterday. Lives in `folder`."""
    name = f"{host}-expired" if expired else host
    made = Certificate(folder / f"{name}.pem", folder / f"{name}.key")
    names = "DNS:localhost,IP:127.0.0.1" if host == "localhost" else f"DNS:{host}"
    request, extensions = folder / f"{name}.csr", folder / f"{name}.ext"
    extensions.write_text(f"subjectAltName={names}\nbasicConstraints=critical,CA:TRUE\n")
    _openssl(
        "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-keyout", str(made.key), "-out", str(request), "-subj", f"/CN={host}",
    )  # fmt: skip
    _openssl(
        "x509", "-req", "-in", str(request), "-signkey", str(made.key), "-out", str(made.file),
        "-days", "-1" if expired else "30", "-extfile", str(extensions),
    )  # fmt: skip
    return made


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)
