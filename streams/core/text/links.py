"""What the address of a link says: its host, and the words of its slug."""

import re

_SHORT = frozenset(
    """t.co bit.ly ow.ly buff.ly dlvr.it goo.gl tinyurl.com fb.me ift.tt trib.al lnkd.in youtu.be
    is.gd amzn.to wp.me shar.es pic.twitter.com twitter.com x.com bsky.app instagram.com
    facebook.com m.facebook.com""".split()  # noqa: SIM905 - words read best as words
)
_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.|m\.|mobile\.|amp\.)?([^/?#:\s]+)[^/?#\s]*([^?#\s]*)", re.IGNORECASE
)
_SLUG = re.compile(r"[^\W\d_]{3,}")
_FILE = frozenset("html htm php asp aspx jsp amp index news article articles story status".split())  # noqa: SIM905 - words read best as words
_MOST = 12


def link_words(address: str) -> tuple[str, ...]:
    """The host (not that of a shortener or network) and the words of the longest path segment.

    >>> link_words("https://www.lemonde.fr/pixels/article/2024/05/13/openai-devoile-gpt-4o_62.html")
    ('lemonde.fr', 'openai', 'devoile', 'gpt')
    """
    match = _ADDRESS.match(address)
    if match is None:
        return ()
    host = match[1].lower().rstrip(".,;:!?)")
    if host in _SHORT or "." not in host:
        return ()
    slug = max(match[2].split("/"), key=lambda part: part.count("-") + part.count("_"))
    if "-" not in slug and "_" not in slug:
        return (host,)
    words = (word.lower() for word in _SLUG.findall(slug.replace("_", "-"))[:_MOST])
    return (host, *(word for word in words if word not in _FILE))
