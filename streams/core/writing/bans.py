"""What is barred from a page, as patterns; each with hints that spare most texts the search."""

import re
from typing import NamedTuple


class Ban(NamedTuple):
    """A pattern, and pieces in small letters of which every text that it finds holds one."""

    pattern: re.Pattern[str]
    hints: tuple[str, ...]

    def times(self, text: str, small: str) -> int:
        """How often a text, of which `small` is the form in small letters, holds the pattern."""
        if not any(map(small.__contains__, self.hints)):
            return 0
        return len(self.pattern.findall(text))


def lowered(text: str) -> str:
    """A text in small letters, as patterns that ignore case read it.

    They take the dotless i and the long s for our own: so would a text that hides from hints.

    >>> lowered("\u0130GNORE \u0131t, plea\u017fe")
    'ignore it, please'
    """
    if not text.isascii():
        for odd, plain in (("\u0130", "i"), ("\u0131", "i"), ("\u017f", "s")):
            text = text.replace(odd, plain)
    return text.lower()


def _ban(pattern: str, hints: str) -> Ban:
    """A ban whose hints are parted by a comma."""
    return Ban(
        re.compile(pattern, re.IGNORECASE | re.DOTALL | re.MULTILINE), tuple(hints.split(","))
    )


HOSTILE = _ban(
    r"<\s*/?\s*[a-z!?]|javascript:|data:text|&#|&\w{2,8};|```|\{\s*[\"']|\bon\w+\s*=|"
    r"\]\(|\[\[|\{\{|\{%|"
    r"\(\s*[\d\s.,]+\s*(?:points?|pts|likes?|votes?)\s*\)|"
    r"\b(?:ignore[zrsd]?|disregard|forget|oublie[zrs]?)\b.{0,40}"
    r"\b(?:instruct|consigne|prompt|rules|règles|précédent|previous)|"
    r"\b(?:system|developer|assistant)\s*(?:prompt|message|:)|\bprompt système|\byou are now\b|"
    r"\bas an ai\b|\bvous êtes maintenant\b",
    "<,&,`,{,=,](,[[,(,javascript:,data:text,ignore,disregard,forget,oublie,system,developer,"
    "assistant,prompt sys,you are now,as an ai,vous êtes maintenant",
)
ORDERS = _ban(
    r"^[ \t]*#{2,6}\s|\bsummari[sz]e\b.{0,30}\b(?:story|stories|posts?|articles?)\s+as\b|"
    r"\b(?:en tant que?|as(?: the| an?)?|you are(?: the| an?)?|"
    r"(?:tu es|vous êtes)(?: le| la| une?)?)\s+"
    r"(?:rédact\w+|éditeur|(?:chief |managing )?editor|assistant|modèle|model|ia|ai|llm)\b"
    r".{0,40}\b(?:tu dois|vous devez|you (?:must|should|have to))\b|"
    r"\b(?:tu dois|vous devez|you (?:must|have to))\s+(?:\w+\s+)?"
    r"(?:supprim|retir|effac|publi|imprim|écri|titr|cite|résum|delet|remov|suppress|publish|print|"
    r"writ|quot|summari)\w*\b.{0,40}\b(?:article|titre|édition|digest|stor(?:y|ies)|headline|"
    r"front page|résumé|summary)",
    "##,summari,tu dois,vous devez,you must,you should,you have to",
)
"""What tells an editor, or a machine that reads for one, what to do."""
SELLING = _ban(
    r"\$[A-Za-z]{2,6}\b|\b(?:airdrops?|giveaways?|presale|pre-sale|pre-?orders?|promo ?codes?|"
    r"code promo|link in bio|lien en bio|buy now|achetez|discounts?|shop now|to the moon|100x|"
    r"dm me|sign ?up|inscrivez-vous|follow (?:me|us|back|all|and)|followed (?:all|everyone)|"
    r"please (?:rt|retweet|repost|follow|share|subscribe)|repost and|retweet to|rt to win|"
    r"jeu[- ]concours|use (?:my )?code|limited offer|offre limitée|whatsapp|telegram|itunes|"
    r"live ?stream(?:s|ing)?|watch (?:live|online|free)|streaming (?:live|online|free))\b",
    "$,airdrop,giveaway,presale,pre-sale,preorder,pre-order,promo,in bio,en bio,buy now,achetez,"
    "discount,shop now,to the moon,100x,dm me,signup,sign up,inscrivez-vous,follow,please ,"
    "repost and,retweet to,rt to win,concours,use code,use my code,limited offer,offre limit,"
    "whatsapp,telegram,itunes,stream,watch ",
)
COARSE = _ban(
    r"\b(?:fuck\w*|shit\w*|bitch\w*|cunt\w*|dick\w*|asshole\w*|bastards?|whore\w*|slut\w*|nigg\w+|"
    r"fag\w*|retarded|wtf|stfu|lmf?ao|putain|merde\w*|connard\w*|connasse\w*|salope\w*|encul\w+|"
    r"pute\w*|ntm|fdp|batard\w*|bâtard\w*|couille\w*|bordel|foutre|chier)\b",
    "fuck,shit,bitch,cunt,dick,asshole,bastard,whore,slut,nigg,fag,retarded,wtf,stfu,lmao,lmfao,"
    "putain,merde,connard,connasse,salope,encul,pute,ntm,fdp,batard,bâtard,couille,bordel,foutre,"
    "chier",
)
LINK = _ban(r"https?:|www\.|\b[\w-]+\.(?:com|net|org|io|fr|ly|co)/|://", "http,www.,/")
