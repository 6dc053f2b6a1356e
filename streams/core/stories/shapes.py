"""Words that tell whether a clause reads as a title: function words, chatter; English, French."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION = _words("""
a an the and or but nor if of in on at to for from by with about as is are was were be been being
am so than that this these those which who whom whose what when where why how because while until
into onto over under it its he she they we you i my your his her their our not no very just too
has have had do does did will would can could should may might must there here up out off
un une le la les l des du de d et ou mais ni si en dans sur au aux à par pour avec sans chez vers
que qui quoi dont où quand comme car donc ce cet cette ces mon ton son ma ta sa mes tes ses notre
votre leur nos vos leurs il elle on nous vous ils elles je tu se ne pas plus très est sont était
être avoir a ont avait sera
""")
CHATTY = _words("""
i r im i'm ive i've id i'd i'll my me mine you your you're u ur we we're we'll our us let's lets
gonna wanna gotta lol lmao lmfao omg wtf smh tbh imo imho ngl bro bruh dude guys fuck fucking
fuckin fucked fking shit shitty shite bullshit bitch ass damn hell pls plz please thanks thank hi
hello hey wow haha hahaha yeah yes nah nope ok okay oh ah ugh gosh god
je j'ai j moi mon ma mes tu t ton ta tes toi nous notre nos mdr ptdr merde putain bordel
salut bonjour merci svp stp ouais oui non hein bah ben
""")
WEAK_START = _words("""
and or but so if because also then et ou mais donc car puis alors which who that qui que
""")
