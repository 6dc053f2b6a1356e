"""Writing: from a page of stories to a digest of which every sentence has its source (law 8)."""

from streams.core.writing.amending import amend
from streams.core.writing.checking import check
from streams.core.writing.compose import write
from streams.core.writing.page import Page

__all__ = ["Page", "amend", "check", "write"]
