"""Ed25519 keys as C2SP writes them (c2sp.org/signed-note): one that signs, and one a line for who verifies."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

FORMAT = "factcheck-ledger-line/2"
ED25519 = b"\x01"
PRIVATE = ("PRIVATE", "KEY")


class KeyUnreadable(ValueError):
    """A text that is no key."""


def signed_text(origin: str, line_hash: str) -> bytes:
    """What a line's signature is over: the format, the origin and the line's hash, a row each."""
    return f"{FORMAT}\n{origin}\n{line_hash}\n".encode()


@dataclass(frozen=True)
class Verifier:
    """A public key with the origin that it speaks for."""

    origin: str
    public: bytes

    @cached_property
    def key_id(self) -> str:
        """The first four bytes of the sha256 over name and key, in hexadecimal, as C2SP counts them."""
        return hashlib.sha256(
            self.origin.encode() + b"\n" + ED25519 + self.public
        ).hexdigest()[:8]

    def __str__(self) -> str:
        return f"{self.origin}+{self.key_id}+{base64.b64encode(ED25519 + self.public).decode()}"

    def verifies(self, line_hash: str, signature: str) -> bool:
        """Whether this key made this signature over this hash of a line."""
        try:
            raw = base64.b64decode(signature, validate=True)
            Ed25519PublicKey.from_public_bytes(self.public).verify(
                raw, signed_text(self.origin, line_hash)
            )
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A private key with the origin that it speaks for."""

    origin: str
    seed: bytes

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def verifier(self) -> Verifier:
        return Verifier(self.origin, self._private.public_key().public_bytes_raw())

    def sign(self, line_hash: str) -> str:
        """The signature over a line's hash, in base64."""
        return base64.b64encode(
            self._private.sign(signed_text(self.origin, line_hash))
        ).decode()

    def __str__(self) -> str:
        """The text of a key file: a secret."""
        return "+".join(
            [
                *PRIVATE,
                self.origin,
                self.verifier.key_id,
                base64.b64encode(ED25519 + self.seed).decode(),
            ]
        )

    def __repr__(self) -> str:
        return f"Signer({self.verifier})"


def new_signer(origin: str) -> Signer:
    """A fresh key for an origin, a text without spaces or “+”. Raises KeyUnreadable."""
    if not origin or "+" in origin or any(sign.isspace() for sign in origin):
        raise KeyUnreadable(
            f"“{origin}” is no origin; write something like record.example/ledger."
        )
    return Signer(origin, Ed25519PrivateKey.generate().private_bytes_raw())


@lru_cache(maxsize=16)
def read_signer(text: str) -> Signer:
    """The key that a file holds. Raises KeyUnreadable."""
    parts = text.strip().split("+", 4)
    if len(parts) != 5 or tuple(parts[:2]) != PRIVATE:
        raise KeyUnreadable(
            "It holds no signing key; make one with `manage.py make_ledger_key`."
        )
    signer = Signer(parts[2], _ed25519(parts[4]))
    if signer.verifier.key_id != parts[3]:
        raise KeyUnreadable(
            "The key does not fit the number that it says; it was cut or altered."
        )
    return signer


@lru_cache(maxsize=256)
def read_verifier(text: str) -> Verifier:
    """The public key of a text such as `record.example/ledger+1a2b3c4d+AQ…`. Raises KeyUnreadable."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3:
        raise KeyUnreadable("It is no verifier key.")
    verifier = Verifier(parts[0], _ed25519(parts[2]))
    if verifier.key_id != parts[1]:
        raise KeyUnreadable(
            "The key does not fit the number that it says; it was cut or altered."
        )
    return verifier


def _ed25519(written: str) -> bytes:
    try:
        raw = base64.b64decode(written, validate=True)
    except binascii.Error as error:
        raise KeyUnreadable("The key is not base64.") from error
    if len(raw) != 33 or raw[:1] != ED25519:
        raise KeyUnreadable("It is no Ed25519 key.")
    return raw[1:]
