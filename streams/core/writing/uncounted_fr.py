"""The French phrases of where an author is unknown: none counts people or tells them apart."""

from streams.core.writing.typography import typeset

_TEMPLATES: dict[str, tuple[str, ...]] = {
    "headline.quiet": ("Journée calme : {stories@word} sujet ne se détache",),
    "dek.many": (
        "En tête, {posts|message|messages} sur un même sujet ; ensuite, {second}.",
        "Le sujet de tête réunit {posts|message|messages} ; vient ensuite {second}.",
        "Également à la une : {second}.",
        "Autre sujet du jour, {second}, parmi {admitted|message retenu|messages retenus}.",
    ),
    "dek.one": (
        (
            "C'est le seul sujet retenu : {posts|message|messages}, sur "
            "{admitted|message|messages} dans le champ de cette édition."
        ),
        (
            "Un seul sujet se détache de {admitted|message retenu|messages retenus} ici : à lui "
            "seul, il réunit {posts|message|messages}."
        ),
    ),
    "lead.read": (
        (
            "Le {day@date}, {read|message a été lu|messages ont été lus}, dont "
            "{admitted|retenu|retenus} pour cette édition, qui n'est faite de rien d'autre."
        ),
        (
            "Cette édition du {day@date} repose tout entière sur "
            "{admitted|message retenu|messages retenus}, pour {read|message lu|messages lus} en "
            "tout."
        ),
        (
            "Le compte du {day@date} : {read|message lu|messages lus} en tout, dont "
            "{admitted|entre|entrent} dans le champ de cette édition."
        ),
    ),
    "lead.read.rolling": (
        (
            "Ce {day@date} à {as_of@time}, {read|message a été lu|messages ont été lus}, dont "
            "{admitted|retenu|retenus} pour cette édition encore en cours."
        ),
    ),
    "lead.none": (
        "Il n'en ressort {stories@word} sujet assez nourri pour cette page.",
        "Rien n'est ajouté pour remplir la page : {stories@word} sujet n'y est retenu.",
    ),
    "opening.new": (
        (
            "Le sujet a réuni {posts|message|messages} ; le premier est paru à {first_seen@time}, "
            "et l'échange a été le plus vif vers {peak_at@time}."
        ),
        (
            "Apparu à {first_seen@time}, le sujet a atteint son pic vers {peak_at@time} ; il "
            "compte {posts|message|messages}."
        ),
        (
            "Le premier message date de {first_seen@time} ; l'échange était à son plus haut vers "
            "{peak_at@time}, pour un total de {posts|message|messages}."
        ),
        (
            "On compte {posts|message|messages} sur ce sujet, ouvert à {first_seen@time} et le "
            "plus animé vers {peak_at@time}."
        ),
    ),
    "opening.sudden": (
        "Le sujet a réuni {posts|message|messages} ; le premier est paru à {first_seen@time}.",
        "Apparu à {first_seen@time}, le sujet compte {posts|message|messages}.",
        "On compte {posts|message|messages} sur ce sujet, ouvert à {first_seen@time}.",
    ),
    "opening.continuing": (
        (
            "Le sujet reste sur cette page pour un {day@rank} jour : {posts|message|messages}, "
            "avec un pic vers {peak_at@time}."
        ),
        (
            "À son {day@rank} jour dans cette édition, le sujet compte {posts|message|messages} ; "
            "le plus vif de l'échange se situe vers {peak_at@time}."
        ),
    ),
    "opening.returning": (
        (
            "Le sujet revient sur cette page, pour un {day@rank} jour : {posts|message|messages}, "
            "avec un pic vers {peak_at@time}."
        ),
        (
            "De retour pour un {day@rank} jour, le sujet réunit {posts|message|messages} ; "
            "l'échange a culminé vers {peak_at@time}."
        ),
    ),
    "cite.more": (
        "{who}On lit aussi : {cited}.",
        "{who}{bare}, lit-on encore.",
        "{who}Un autre message : {cited}.",
        "{who}Ou encore : {cited}.",
        "{who}Et ces mots : {cited}.",
    ),
}

TEMPLATES = {key: tuple(map(typeset, variants)) for key, variants in _TEMPLATES.items()}
