"""Words and their rows."""

from collections.abc import Iterable, Sequence
from typing import Self


class Vocabulary:
    """The words that the learner holds, each with a row; rows are taken again."""

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}
        self.words: list[str] = []
        self._spare: list[int] = []

    def take(self, posts: Iterable[Iterable[str]]) -> tuple[list[int], list[int]]:
        """The rows of the distinct words of each post, new ones for those that have none; and where
        the rows of each post end."""
        get, rows, ends = self.rows.get, [], []
        for words in posts:
            for word in dict.fromkeys(words):
                row = get(word)
                rows.append(self._new(word) if row is None else row)
            ends.append(len(rows))
        return rows, ends

    def _new(self, word: str) -> int:
        if self._spare:
            row = self._spare.pop()
            self.words[row] = word
        else:
            row = len(self.words)
            self.words.append(word)
        self.rows[word] = row
        return row

    def free(self, rows: Sequence[int]) -> None:
        """Forget the words in these rows."""
        for row in rows:
            del self.rows[self.words[row]]
            self.words[row] = ""
        self._spare.extend(rows)

    def snapshot(self) -> list[list[object]]:
        """As builtins."""
        return [[*self.words], [*self._spare]]

    @classmethod
    def restore(cls, words: list[str], spare: list[int]) -> Self:
        """The vocabulary of a snapshot."""
        self = cls()
        self.words, self._spare = [*words], [*spare]
        free = set(spare)
        self.rows = {word: row for row, word in enumerate(words) if row not in free}
        return self
