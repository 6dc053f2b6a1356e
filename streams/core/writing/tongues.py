"""Names of languages, to mark what is quoted in another one than the edition's."""

from functools import lru_cache

from schemas.editions import Language

_NAMES: dict[str, dict[str, str]] = {
    "fr": {
        "ar": "arabe", "bn": "bengali", "ca": "catalan", "cs": "tchèque", "da": "danois",
        "de": "allemand", "el": "grec", "en": "anglais", "es": "espagnol", "fa": "persan",
        "fi": "finnois", "fr": "français", "he": "hébreu", "hi": "hindi", "hu": "hongrois",
        "id": "indonésien", "it": "italien", "ja": "japonais", "ko": "coréen",
        "nl": "néerlandais", "no": "norvégien", "pl": "polonais", "pt": "portugais",
        "ro": "roumain", "ru": "russe", "sv": "suédois", "sw": "swahili", "th": "thaï",
        "tl": "tagalog", "tr": "turc", "uk": "ukrainien", "ur": "ourdou", "vi": "vietnamien",
        "zh": "chinois",
    },
    "en": {
        "ar": "Arabic", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "da": "Danish",
        "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fa": "Persian",
        "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
        "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
        "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
        "ru": "Russian", "sv": "Swedish", "sw": "Swahili", "th": "Thai", "tl": "Tagalog",
        "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
    },
}  # fmt: skip


@lru_cache(maxsize=256)
def base(lang: str) -> str:
    """The language of a tag, without its region: `fr-CA` is `fr`; "" where it is unknown."""
    code = lang.casefold().replace("_", "-").split("-")[0]
    return "" if code in ("und", "zxx", "mul") else code


def tongue(lang: str, edition: Language) -> str:
    """`en anglais`, `in French`: the mark of a foreign span; "" where there is nothing to mark.

    >>> tongue("en-GB", "fr"), tongue("fr", "fr"), tongue("und", "en")
    ('en anglais', '', '')
    """
    code = base(lang)
    named = _NAMES[edition].get(code, "")
    if not named or code == edition:
        return ""
    return f"{'en' if edition == 'fr' else 'in'} {named}"
