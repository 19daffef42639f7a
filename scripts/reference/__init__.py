"""The pages of docs/reference that are written from the program itself."""

from reference._api import api_pages
from reference._commands import command_page
from reference._errors import error_page
from reference._schemas import schema_page

__all__ = ["api_pages", "command_page", "error_page", "schema_page"]
