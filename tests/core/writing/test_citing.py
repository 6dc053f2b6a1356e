"""What else is cited: fair sentences first, none lost for the order in which they are read."""

from streams.core.writing import write
from streams.core.writing.citing import citable
from tests.core.writing.making import card, page, post

FAIR = "La scierie de Brume rouvre lundi avec {} ouvriers et une vieille turbine"
ROUGH = "et puis (la scierie de Brume rouvre avec {} ouvriers et une vieille turbine"

LONG = "après sept heures de débat ouvert et deux suspensions de séance tenues à huis clos,"
PROUD = (
    "devant ces vieilles machines allemandes que leurs pères avaient graissées, huilées, bâchées"
)


def test_blemished_sentences_come_after_all_others_and_are_not_lost() -> None:
    posts = [post(i, (ROUGH if i % 3 == 0 else FAIR).format(10 + i)) for i in range(20)]
    cited = [span.post.number for span in citable(posts, "fr")]
    fair = [i for i in range(20) if i % 3]
    assert sorted(cited[: len(fair)]) == fair
    assert cited[len(fair) :] == [0, 3, 6, 9, 12, 15, 18]


def test_other_languages_fill_up_what_the_edition_lacks() -> None:
    home = [post(i, FAIR.format(10 + i)) for i in range(4)]
    away = [post(10 + i, FAIR.format(20 + i), lang="en") for i in range(9)]
    assert [span.post.number for span in citable([*away, *home], "fr")] == [0, 1, 2, 3, 10, 11]


def test_what_is_too_long_for_the_first_paragraph_opens_the_second() -> None:
    told = [
        post(0, "La scierie municipale de Brume rouvre lundi après deux ans d'arrêt"),
        post(1, "Je pense que nous ne devrions jamais laisser rouiller une turbine aussi belle."),
        post(
            2,
            f"Le conseil a voté hier soir, {LONG} dans la salle des fêtes du bourg voisin de Sauge",
        ),
        post(3, f"Quarante ouvriers reprendront bientôt, {PROUD} puis couvertes un soir de mars"),
    ]
    told[1].pinned = True
    story = write(page([card("one", told)])).stories[0]
    named = [{s.post for one in part for s in one.support if s.post} for part in story.paragraphs]
    assert named == [{"post-1", "post-2"}, {"post-3"}]
