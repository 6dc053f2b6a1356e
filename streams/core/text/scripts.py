"""Writing that puts no blanks between words: bigrams stand in for them."""

import re

_KATAKANA = r"\u30a0-\u30ff\u31f0-\u31ff"
_HAN = r"\u3005-\u3007\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_SOUTH_EAST = r"\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u1000-\u109f\u1780-\u17d3"
_HANGUL = r"\u1100-\u11ff\uac00-\ud7a3"
_UNSPACED = re.compile(f"[{_KATAKANA}{_HAN}{_SOUTH_EAST}{_HANGUL}]")
_RUNS = re.compile(rf"([{_KATAKANA}]{{2,}})|([{_HAN}{_SOUTH_EAST}{_HANGUL}]+)|([^\W_]{{2,}})")
_PARTICLES = re.compile(r"[\u3041-\u309f]+")


def unspaced(word: str) -> bool:
    """Whether the word holds Chinese, Japanese, Korean, Thai, Lao, Burmese or Khmer letters."""
    return _UNSPACED.search(word) is not None


def bigrams(run: str) -> tuple[str, ...]:
    """Overlapping pairs of letters; katakana and foreign words stay whole.

    Pairs of hiragana alone are Japanese grammar and say nothing.

    >>> bigrams("東京都のラーメン")
    ('東京', '京都', '都の', 'ラーメン')
    """
    found: list[str] = []
    for katakana, letters, foreign in _RUNS.findall(run):
        if katakana or foreign:
            found.append(katakana or foreign)
        elif len(letters) == 1:
            found.append(letters)
        else:
            pairs = (letters[i : i + 2] for i in range(len(letters) - 1))
            found += [pair for pair in pairs if not _PARTICLES.fullmatch(pair)]
    return tuple(found)
