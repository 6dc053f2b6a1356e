"""The French phrases of a page: several a place, all of them true of their figures alone."""

from streams.core.writing.typography import typeset

_TEMPLATES: dict[str, tuple[str, ...]] = {
    "headline.quiet": (
        "Journée calme : {stories@word} sujet ne se détache",
        "Peu de voix, {stories@word} sujet à la une",
    ),
    "headline.quiet.rolling": ("À cette heure, {stories@word} sujet ne se détache",),
    "headline.none": ("Cette édition ne porte {stories@word} sujet à la une",),
    "dek.many": (
        "En tête, {posts|message|messages} de {authors|auteur|auteurs} ; ensuite, {second}.",
        "Le sujet de tête réunit {authors|auteur|auteurs} ; vient ensuite {second}.",
        "Également à la une : {second}.",
        "Autre sujet du jour, {second}, parmi {admitted|message retenu|messages retenus}.",
    ),
    "dek.one": (
        (
            "C'est le seul sujet retenu : {posts|message|messages} de {authors|auteur|auteurs}, "
            "sur {admitted|message|messages} de cette édition."
        ),
        (
            "Un seul sujet se détache de {admitted|message|messages}, porté par "
            "{authors|auteur|auteurs}."
        ),
    ),
    "dek.none": (
        (
            "Sur {read|message lu|messages lus}, {admitted|entrait|entraient} dans le champ de "
            "cette édition."
        ),
    ),
    "dek.empty": (
        (
            "{admitted@word} message n'entrait dans le champ de cette édition, sur "
            "{read|message lu|messages lus}."
        ),
    ),
    "dek.unread": ("{read@word} message n'a été lu.",),
    "lead.read": (
        (
            "Le {day@date}, {read|message a été lu|messages ont été lus} et "
            "{admitted|retenu|retenus} pour cette édition ; {voices|auteur s'y est exprimé|"
            "auteurs s'y sont exprimés}."
        ),
        (
            "Cette édition du {day@date} repose sur {admitted|message|messages} de "
            "{voices|auteur|auteurs}, pour {read|message lu|messages lus} en tout."
        ),
        (
            "Le compte du {day@date} : {read|message lu|messages lus}, dont "
            "{admitted|retenu|retenus} ici, sous la plume de {voices|auteur|auteurs}."
        ),
    ),
    "lead.read.rolling": (
        (
            "Ce {day@date} à {as_of@time}, {read|message a été lu|messages ont été lus} et "
            "{admitted|retenu|retenus} pour cette édition en cours ; {voices|auteur s'y exprime|"
            "auteurs s'y expriment}."
        ),
    ),
    "lead.empty": (
        (
            "Le {day@date}, {read|message a été lu|messages ont été lus}, {admitted@word} pour "
            "cette édition."
        ),
    ),
    "lead.none": (
        "Il n'en ressort {stories@word} sujet que plusieurs voix aient porté jusqu'à cette page.",
        "Rien n'est ajouté pour remplir la page : {stories@word} sujet n'y est retenu.",
    ),
    "lead.stories": (
        "{stories@word|sujet se détache|sujets se détachent} : {titles}.",
        "La page s'organise autour de {stories@word|sujet|sujets} : {titles}.",
        "De ces échanges, {stories@word|sujet se dégage|sujets se dégagent} : {titles}.",
    ),
    "lead.stories.long": ("{stories@word|sujet se détache|sujets se détachent}, dont {titles}.",),
    "lead.peaks": (
        "Ils ont réuni {counts} messages et culminé vers {peaks@time}, dans cet ordre.",
        "Dans l'ordre, ils comptent {counts} messages, avec un pic vers {peaks@time}.",
    ),
    "lead.peak": (
        "L'échange a culminé vers {peaks@time}, et compte {counts} messages.",
        "Il compte {counts} messages, avec un pic vers {peaks@time}.",
    ),
    "opening.new": (
        (
            "Le sujet a réuni {posts|message|messages} de {authors|auteur|auteurs} ; le premier "
            "est paru à {first_seen@time}, et l'échange a été le plus vif vers {peak_at@time}."
        ),
        (
            "Apparu à {first_seen@time}, le sujet a atteint son pic vers {peak_at@time} ; il "
            "compte {posts|message|messages}, de {authors|auteur|auteurs}."
        ),
        (
            "Le premier message date de {first_seen@time} ; l'échange était à son plus haut vers "
            "{peak_at@time}, pour un total de {posts|message|messages} et {authors|auteur|auteurs}."
        ),
        (
            "On compte {posts|message|messages} et {authors|auteur|auteurs} sur ce sujet, ouvert à "
            "{first_seen@time} et le plus animé vers {peak_at@time}."
        ),
    ),
    "opening.sudden": (
        (
            "Le sujet a réuni {posts|message|messages} de {authors|auteur|auteurs} ; le premier "
            "est paru à {first_seen@time}."
        ),
        (
            "Apparu à {first_seen@time}, le sujet compte {posts|message|messages}, de "
            "{authors|auteur|auteurs}."
        ),
        (
            "On compte {posts|message|messages} et {authors|auteur|auteurs} sur ce sujet, ouvert à "
            "{first_seen@time}."
        ),
    ),
    "opening.continuing": (
        (
            "Le sujet reste sur cette page pour un {day@rank} jour : {posts|message|messages} de "
            "{authors|auteur|auteurs}, avec un pic vers {peak_at@time}."
        ),
        (
            "À son {day@rank} jour dans cette édition, le sujet compte {posts|message|messages} de "
            "{authors|auteur|auteurs} ; le plus vif de l'échange se situe vers {peak_at@time}."
        ),
    ),
    "opening.returning": (
        (
            "Le sujet revient sur cette page, pour un {day@rank} jour : {posts|message|messages} "
            "de {authors|auteur|auteurs}, avec un pic vers {peak_at@time}."
        ),
        (
            "De retour pour un {day@rank} jour, le sujet réunit {posts|message|messages} de "
            "{authors|auteur|auteurs} ; l'échange a culminé vers {peak_at@time}."
        ),
    ),
    "cite": (
        "{who} écrit : {cited}.",
        "{bare}, écrit {who}.",
        "Selon {who} : {cited}.",
        "On lit chez {who} : {cited}.",
        "{bare} : ces mots sont de la plume {who@of}.",
    ),
    "cite.unnamed": (
        "{who}On lit ainsi : {cited}.",
        "{who}Un message le dit en ces termes : {cited}.",
        "{who}{bare}, lit-on dans un message.",
        "{who}Parmi ces messages : {cited}.",
        "{who}Ainsi ces mots : {cited}.",
    ),
    "cite.more": (
        "De son côté, {who} écrit : {cited}.",
        "{bare}, lit-on aussi chez {who}.",
        "Autre voix, celle {who@of} : {cited}.",
        "Lu chez {who} : {cited}.",
        "{who}, pour sa part : {cited}.",
    ),
    "cite.more.unnamed": (
        "{who}On lit aussi : {cited}.",
        "{who}{bare}, dit un autre message.",
        "{who}Un autre message : {cited}.",
        "{who}Ou encore : {cited}.",
        "{who}Une autre voix : {cited}.",
    ),
    "quoting": (
        "Le message {who@of} a recueilli {won|point|points} :",
        "Avec {won|point|points}, {who} se fait entendre :",
        "{who}, à {won|point|points} :",
        "À {won|point|points}, ces mots {who@of} :",
    ),
    "quoting.zero": ("{who} le dit ainsi :", "Les mots {who@of} :", "La parole est à {who} :"),
    "quoting.unnamed": (
        "{who}Un message a recueilli {won|point|points} :",
        "{who}À {won|point|points}, ce message :",
    ),
    "quoting.unnamed.zero": (
        "{who}Un message le dit ainsi :",
        "{who}Extrait de l'échange :",
        "{who}Ces mots, entre autres :",
    ),
    "closing": (
        "En tout, le sujet a recueilli {points|point|points}.",
        "L'ensemble de ces messages totalise {points|point|points}.",
        "Au total, {points|point a été compté|points ont été comptés} sur ce sujet.",
    ),
    "closing.copies": (
        (
            "Le sujet totalise {points|point|points} ; {copies|message y est|messages y sont} la "
            "copie d'un autre."
        ),
        (
            "En tout, le sujet a recueilli {points|point|points} ; on y relève "
            "{copies|copie d'un autre message|copies d'autres messages}."
        ),
    ),
}

TEMPLATES = {key: tuple(map(typeset, variants)) for key, variants in _TEMPLATES.items()}
