"""What every document has in common: frozen, closed, identified by its content."""

from __future__ import annotations

import json
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from commonweal.documents._canonical import content_id
from commonweal.documents._scalars import (
    Language,
    Name,
    Nonce,
    Origin,
    RecordId,
    SchemaVersion,
    Timestamp,
)
from commonweal.documents._translation import findings_of
from commonweal.errors import InvalidDocument

AS_WRITTEN = {"as_written": True}
"""The context of validation when what is validated stands in a file, or comes from somewhere."""


class Document(BaseModel):
    """A frozen, closed piece of a record: unknown fields are an error, nothing changes later."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True
    )

    def content(self) -> dict[str, Any]:
        """Return the document as plain JSON, with the fields that were said and no others."""
        return self.model_dump(mode="json", exclude_unset=True)

    @classmethod
    def from_content(cls, content: Any) -> Self:
        """Return the document that plain JSON describes.

        Args:
            content: what a JSON reader returns: dictionaries, lists, text, integers, truth values.

        Raises:
            InvalidDocument: with every problem and the way to it.
        """
        text = json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")
        try:
            return cls.model_validate_json(text, context=AS_WRITTEN)
        except ValidationError as error:
            findings = findings_of(error, content, cls)
            raise InvalidDocument(finding.problem() for finding in findings) from error


class KindedDocument(Document):
    """A document that says what it is: its kind, and the version of that kind's shape, are said."""

    def model_post_init(self, context: Any, /) -> None:
        """Count the discriminators as said, so that a record hashes the same however it was made.

        What is read must say them itself: the id is the hash of what stands in the file.
        """
        said = self.__pydantic_fields_set__
        unsaid = (_DISCRIMINATORS & type(self).model_fields.keys()) - said
        if unsaid and context is AS_WRITTEN:
            raise PydanticCustomError("not_said", "{field}", {"field": min(unsaid)})
        said.update(unsaid)


_DISCRIMINATORS = {"kind", "schema_version"}


class Record(KindedDocument):
    """A statement somebody made: never changed; a correction is a new record that names the old."""

    kind: Name
    schema_version: SchemaVersion = 1
    by: Name
    """Who says so: a participant's pseudonym, a party, an institution or a program."""
    origin: Origin
    """Whether a person, a model, an import or a synthetic person is behind it."""
    said_at: Timestamp
    """When it was said."""
    language: Language | None = None
    """The language of its text, where it holds text."""

    @property
    def id(self) -> str:
        """The content id, whole: what files and the ledger hold."""
        return content_id(self.kind, self.content())

    @property
    def short_id(self) -> str:
        """The content id as people see it: ``kind:`` and the first 16 digits."""
        return self.id[: len(self.kind) + 17]


class PersonalRecord(Record):
    """A record about a person. Its nonce makes the id a commitment that nobody can guess.

    Erasing the body and the nonce leaves an id that says nothing about anybody.
    """

    nonce: Nonce
    supersedes: RecordId | None = None
    """The earlier record of the same person that this one replaces."""
