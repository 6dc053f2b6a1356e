"""Stories: the second level over topics, grouped anew whenever an edition is written."""

from streams.core.stories.cards import StoryCard, Title
from streams.core.stories.memory import Memory
from streams.core.stories.page import front_page, page
from streams.core.stories.reading import ready
from streams.core.stories.survey import Survey, survey

__all__ = ["Memory", "StoryCard", "Survey", "Title", "front_page", "page", "ready", "survey"]
