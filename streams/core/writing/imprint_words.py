"""Labels of the imprint in each language. `a|b` are the forms for one and for many."""

from streams.core.writing.typography import typeset

_FR = {
    "rolling": "édition en cours", "final": "édition close", "amended": "édition corrigée",
    "revision": "révision", "semicolon": " ; ",
    "window": "Fenêtre : du {start}, {start_at}, au {end}, {end_at} ({zone}) ; état à {as_of}.",
    "coverage": "Couverture : ", "read": "message lu|messages lus", "admitted": "retenu|retenus",
    "authors": "auteur|auteurs", "late": "message en retard|messages en retard",
    "dropped": "message laissé de côté|messages laissés de côté",
    "unattributed": "réaction sans message connu|réactions sans message connu",
    "refused": "refus par motif : ", "idle": "entrées muettes : ",
    "released": "partitions laissées de côté : ", "gaps": "enregistrements perdus du journal : ",
    "points": "point|points", "like": "j'aime|j'aime", "repost": "partage|partages",
    "reply": "réponse|réponses", "quote": "citation|citations", "point": "vote|votes",
    "comment": "commentaire|commentaires", "original": "original {}", "counted": "décompte de {}",
    "sentences": "phrase retirée|phrases retirées",
    "correction": "Correction {revision}, {date} à {time} : {sentences} ; motif : {why}.",
    "why.deleted": "message supprimé", "why.withheld": "message suspendu par le réseau",
    "why.withdrawn": "message modifié", "why.hidden": "message masqué par la rédaction",
    "why.author": "compte masqué",
    "refused.undecodable": "illisibles", "refused.misrouted": "mal aiguillés",
    "refused.fenced": "d'une entrée remplacée", "refused.unknown_intake": "d'une entrée inconnue",
    "refused.behind": "hors délai", "refused.too_large": "trop lourds",
    "refused.text_too_long": "trop longs", "refused.empty_text": "sans texte",
    "refused.deleted_before": "supprimés d'avance", "refused.duplicate": "doublons",
    "refused.stale_revision": "révisions périmées",
    "refused.malformed": "malformés", "sources": "Sources : ", "unnamed": "auteur non nommé",
    "unknown": "auteur inconnu", "uncounted": "auteurs non comptés",
}  # fmt: skip
_EN = {
    "rolling": "rolling edition", "final": "final edition", "amended": "amended edition",
    "revision": "revision", "semicolon": "; ",
    "window": "Window: {start}, {start_at}, to {end}, {end_at} ({zone}); as of {as_of}.",
    "coverage": "Coverage: ", "read": "post read|posts read", "admitted": "kept|kept",
    "authors": "author|authors", "late": "late post|late posts",
    "dropped": "post let go|posts let go",
    "unattributed": "reaction to an unknown post|reactions to unknown posts",
    "refused": "refused by reason: ", "idle": "silent intakes: ",
    "released": "shards left aside: ", "gaps": "records lost from the log: ",
    "points": "point|points", "like": "like|likes", "repost": "repost|reposts",
    "reply": "reply|replies", "quote": "quote|quotes", "point": "vote|votes",
    "comment": "comment|comments", "original": "original {}", "counted": "counted at {}",
    "sentences": "sentence taken out|sentences taken out",
    "correction": "Correction {revision}, {date} at {time}: {sentences}; reason: {why}.",
    "why.deleted": "post deleted", "why.withheld": "post withheld by its network",
    "why.withdrawn": "post edited", "why.hidden": "post hidden by the editors",
    "why.author": "account hidden",
    "refused.text_too_long": "text too long", "refused.empty_text": "empty text",
    "refused.deleted_before": "deleted before", "refused.duplicate": "duplicate",
    "refused.unknown_intake": "unknown intake", "refused.too_large": "too large",
    "refused.stale_revision": "stale revision", "sources": "Sources: ", "unnamed": "unnamed author",
    "unknown": "unknown author", "uncounted": "authors not counted",
}  # fmt: skip
WORDS: dict[str, dict[str, str]] = {
    "fr": {key: typeset(text) for key, text in _FR.items()},
    "en": _EN,
}
DISCLOSURE = {
    "fr": typeset(
        "Page composée par une machine, sans relecture humaine : les citations sont reprises mot "
        "pour mot, les autres phrases sont des tournures toutes faites, remplies de chiffres."
    ),
    "en": "Written by a machine, without human review: quotes are verbatim, all other sentences "
    "are set phrases filled with figures.",
}
