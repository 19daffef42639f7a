"""Tree heads and their signatures: one meaning, one form, and only the key's holder can sign."""

import json
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given, strategies as st

from commonweal.documents import utc_now
from commonweal.errors import InvalidDocument, LedgerCorrupt
from commonweal.proof._log import Ledger
from commonweal.proof._signing_key import SigningKey, verify_signature
from commonweal.proof._tree_head import LARGEST_SIZE, TreeHead

AT = "2026-01-31T09:30:00Z"
HEAD = TreeHead("river", 5, "ab" * 32, AT)

hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)
heads = st.builds(
    TreeHead,
    st.from_regex(r"[a-z0-9][a-z0-9_.-]{0,79}", fullmatch=True),
    st.integers(0, LARGEST_SIZE),
    hashes,
    st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)),
)


def numbered(count: int, *, first: int = 0) -> list[str]:
    """Return made-up record ids that do not repeat."""
    return [
        f"wiser_vote:{sha256(str(number).encode()).hexdigest()}"
        for number in range(first, first + count)
    ]


@given(heads, st.booleans())
def test_a_head_reads_back_and_its_line_is_canonical(head: TreeHead, signed: bool) -> None:
    """Writing a head and reading it gives the same head; its line is RFC 8785 JSON."""
    if signed:
        head = head.signed_by(SigningKey.generate())

    line = head.line()

    assert head == TreeHead.from_content(json.loads(line))
    assert rfc8785.dumps(head.content()) == line
    said = {name: value for name, value in head.content().items() if name != "signature"}
    assert rfc8785.dumps(said) == head.signed_bytes()


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"size": -1}, ["size"]),
        ({"size": True}, ["size"]),
        ({"size": 2.0}, ["size"]),
        ({"size": 2**53}, ["size"]),
        ({"root": "AB" * 32}, ["root"]),
        ({"root": "ab" * 31}, ["root"]),
        ({"at": "2026-02-30T00:00:00Z"}, ["at"]),
        ({"at": "2026-01-31"}, ["at"]),
        ({"at": "２026-01-31T09:30:00Z"}, ["at"]),
        ({"at": 3}, ["at"]),
        ({"ledger": "River"}, ["ledger"]),
        ({"ledger": ""}, ["ledger"]),
        ({"kind": "receipt"}, ["kind"]),
        ({"schema_version": 2}, ["schema_version"]),
        ({"schema_version": True}, ["schema_version"]),
        ({"surprise": 1, "another": 2}, ["another", "surprise"]),
        ({"key": "ab" * 32}, ["signature"]),
        ({"signature": "ab" * 64}, ["signature"]),
        ({"key": "ab", "signature": 1}, ["key", "signature"]),
        ({"size": None, "root": None, "at": None}, ["size", "root", "at"]),
    ],
)
def test_every_problem_of_a_head_is_named(changes: dict[str, object], paths: list[str]) -> None:
    """Each field that is wrong, unknown or alone is reported by name, all at once."""
    with pytest.raises(InvalidDocument) as caught:
        TreeHead.from_content({**HEAD.content(), **changes})

    assert paths == [problem.path for problem in caught.value.problems]
    assert {"tree-head-invalid"} == {problem.code for problem in caught.value.problems}


@pytest.mark.parametrize("content", [None, [], "head", 3])
def test_what_is_no_object_is_no_head(content: object) -> None:
    """Anything but an object is refused as a whole."""
    with pytest.raises(InvalidDocument):
        TreeHead.from_content(content)


def test_absent_fields_are_all_named() -> None:
    """An empty object lacks every field that a head needs."""
    with pytest.raises(InvalidDocument) as caught:
        TreeHead.from_content({})

    expected = ["at", "kind", "ledger", "root", "schema_version", "size"]
    assert expected == [problem.path for problem in caught.value.problems]


def test_the_present_moment_has_the_form_that_heads_need() -> None:
    """The clock's moment can stand in a head."""
    head = replace(HEAD, at=utc_now())

    assert head == TreeHead.from_content(head.content())


# ---- signatures


# RFC 8032 section 7.1, tests 1 to 3: public key, message, signature.
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
            "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da0"
            "85ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac1"
            "8ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032)
def test_published_signatures_verify(key: str, message: str, signature: str) -> None:
    """The Ed25519 vectors of RFC 8032 verify, and fail for any other message."""
    assert verify_signature(key, bytes.fromhex(message), signature)
    assert not verify_signature(key, bytes.fromhex(message) + b"\x00", signature)


@given(heads, st.data())
def test_an_altered_signed_head_is_invalid(head: TreeHead, data: st.DataObject) -> None:
    """No field of a signed head, nor a bit of its signature, can change without being noticed."""
    key = SigningKey.generate()
    signed = head.signed_by(key)
    digit = data.draw(st.integers(0, 127))
    other = "0" if (signed.signature or "")[digit] != "0" else "1"
    signature = f"{(signed.signature or '')[:digit]}{other}{(signed.signature or '')[digit + 1 :]}"
    altered = [
        replace(signed, ledger=f"{head.ledger}x" if len(head.ledger) < 80 else head.ledger[1:]),
        replace(signed, size=head.size ^ 1),
        replace(signed, root=head.root[::-1] if head.root != head.root[::-1] else "0" * 63 + "1"),
        replace(signed, at="0001" + head.at[4:] if head.at[:4] != "0001" else "0002" + head.at[4:]),
        replace(signed, signature=signature),
    ]

    statuses = {other.signature_status(trusted_keys=[key.public_key]) for other in altered}

    assert "valid" == signed.signature_status(trusted_keys=[key.public_key])
    assert {"invalid"} == statuses


def test_a_signature_says_nothing_to_those_who_do_not_know_the_key() -> None:
    """Without a trusted key a signature is unverified, and a head without one is unsigned."""
    signed = HEAD.signed_by(SigningKey.generate())

    assert "unverified" == signed.signature_status()
    assert "unverified" == signed.signature_status(trusted_keys=["00" * 32])
    assert "unsigned" == HEAD.signature_status(trusted_keys=["00" * 32])


def test_signing_again_replaces_the_signature() -> None:
    """A head signed by another key is the head that this key alone would have signed."""
    first, second = SigningKey.generate(), SigningKey.generate()

    assert HEAD.signed_by(second) == HEAD.signed_by(first).signed_by(second)


def test_a_key_is_saved_for_its_owner_alone_and_read_back(tmp_path: Path) -> None:
    """A saved key signs as before, nobody else may read it, and nothing is left beside it."""
    key = SigningKey.generate()

    key.save(tmp_path / "key.pem")

    assert 0o600 == (tmp_path / "key.pem").stat().st_mode & 0o777
    assert key.sign(b"river") == SigningKey.load(tmp_path / "key.pem").sign(b"river")
    assert ["key.pem"] == [path.name for path in tmp_path.iterdir()]


def test_a_key_never_replaces_a_file(tmp_path: Path) -> None:
    """Saving over an existing key is refused, and leaves it as it was."""
    first = SigningKey.generate()
    first.save(tmp_path / "key.pem")

    with pytest.raises(FileExistsError):
        SigningKey.generate().save(tmp_path / "key.pem")

    assert first.public_key == SigningKey.load(tmp_path / "key.pem").public_key
    assert ["key.pem"] == [path.name for path in tmp_path.iterdir()]


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    """A private key with loose permissions is not used."""
    SigningKey.generate().save(tmp_path / "key.pem")
    (tmp_path / "key.pem").chmod(0o640)

    with pytest.raises(InvalidDocument) as caught:
        SigningKey.load(tmp_path / "key.pem")

    assert ("signing-key-exposed", "mode 640") == (
        caught.value.code,
        caught.value.problems[0].found,
    )


def other_kind() -> bytes:
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.generate().private_bytes(
        form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()
    )


@pytest.mark.parametrize("data", [b"", b"no key", other_kind()])
def test_what_is_no_key_is_refused(tmp_path: Path, data: bytes) -> None:
    """An empty file, a text and a key for something else are not signing keys."""
    (tmp_path / "key.pem").write_bytes(data)
    (tmp_path / "key.pem").chmod(0o600)

    with pytest.raises(InvalidDocument) as caught:
        SigningKey.load(tmp_path / "key.pem")

    assert "signing-key-invalid" == caught.value.code


def test_without_the_extra_signing_says_what_to_install() -> None:
    """Where cryptography is absent, heads still read, and signing names the line that helps."""
    program = """
import sys
sys.modules["cryptography"] = None
from commonweal.errors import MissingExtra
from commonweal.proof._log import Ledger
from commonweal.proof._signing_key import SigningKey
from commonweal.proof._tree_head import TreeHead
head = TreeHead("river", 0, "ab" * 32, "2026-01-31T09:30:00Z", "ab" * 32, "ab" * 64)
print(head.signature_status())
for attempt in (SigningKey.generate, lambda: head.signature_status(trusted_keys=["ab" * 32])):
    try:
        attempt()
    except MissingExtra as error:
        print(error.problems[0].hint)
"""

    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    hint = "Run: pip install 'commonweal[sign]'"
    assert ["unverified", hint, hint] == run.stdout.splitlines()


def test_signed_heads_verify_for_those_who_trust_the_key(tmp_path: Path) -> None:
    """A ledger opened with a key signs each head; a report says what the signatures are worth."""
    key, stranger = SigningKey.generate(), SigningKey.generate()
    with Ledger.open(tmp_path, create=True) as ledger:
        ledger.append(numbered(2))
    with Ledger.open(tmp_path, signing_key=key) as ledger:
        ledger.append(numbered(2, first=2))
    reader = Ledger.read(tmp_path)

    trusted = reader.verify(trusted_keys=[key.public_key])
    other = reader.verify(trusted_keys=[stranger.public_key])

    assert (True, 3, 1, 0) == (
        trusted.sound,
        trusted.heads,
        trusted.valid_signatures,
        trusted.unverified_signatures,
    )
    assert (True, 0, 1) == (other.sound, other.valid_signatures, other.unverified_signatures)
    receipt = reader.prove_inclusion(0)
    assert receipt.head is not None
    assert "valid" == receipt.head.signature_status(trusted_keys=[key.public_key])


def test_a_signed_head_that_was_altered_is_refused(tmp_path: Path) -> None:
    """A changed moment in a signed head is noticed by those who trust the key."""
    key = SigningKey.generate()
    with Ledger.open(tmp_path, create=True, signing_key=key) as ledger:
        ledger.append(numbered(2), at=AT)
    path = tmp_path / "heads.jsonl"
    path.write_bytes(path.read_bytes().replace(AT.encode(), b"2025" + AT[4:].encode()))

    report = Ledger.read(tmp_path).verify(trusted_keys=[key.public_key])

    assert ["signature-invalid"] == [problem.code for problem in report.problems]
    with pytest.raises(LedgerCorrupt):
        report.raise_for_status()
