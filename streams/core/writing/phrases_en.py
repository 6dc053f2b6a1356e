"""The English phrases of a page: several a place, all of them true of their figures alone."""

TEMPLATES: dict[str, tuple[str, ...]] = {
    "headline.quiet": (
        "A quiet day: {stories@word} story stands out",
        "Few voices, {stories@word} story for the front page",
    ),
    "headline.quiet.rolling": ("So far, {stories@word} story stands out",),
    "headline.none": ("This edition carries {stories@word} story",),
    "dek.many": (
        "It leads with {posts|post|posts} by {authors|author|authors}; next comes {second}.",
        "The top story drew {authors|author|authors}; it is followed by {second}.",
        "Also on the page: {second}.",
        "The other talking point is {second}, among {admitted|post|posts} on this beat.",
    ),
    "dek.one": (
        (
            "The only story of this edition: {posts|post|posts} by {authors|author|authors}, out "
            "of {admitted|post|posts} on this beat."
        ),
        "One story stands out from {admitted|post|posts}, carried by {authors|author|authors}.",
    ),
    "dek.none": ("Of {read|post|posts} read, {admitted|was|were} on this edition's beat.",),
    "dek.empty": ("Of {read|post|posts} read, {admitted@word} post was on this edition's beat.",),
    "dek.unread": ("{read@word} post was read.",),
    "lead.read": (
        (
            "On {day@date}, {read|post was|posts were} read and {admitted|was|were} kept for this "
            "edition, by {voices|author|authors}."
        ),
        (
            "This edition of {day@date} rests on {admitted|post|posts} by {voices|author|authors}, "
            "out of {read|post|posts} read."
        ),
        (
            "The count for {day@date}: {read|post|posts} read, of which {admitted|is|are} on this "
            "beat, from {voices|author|authors}."
        ),
    ),
    "lead.read.rolling": (
        (
            "As of {as_of@time} on {day@date}, {read|post has|posts have} been read and "
            "{admitted|kept|kept} for this edition, by {voices|author|authors}."
        ),
    ),
    "lead.empty": (
        (
            "On {day@date}, {read|post was|posts were} read and {admitted@word} post was kept for "
            "this edition."
        ),
    ),
    "lead.none": (
        "Out of them came {stories@word} story that several voices carried as far as this page.",
        "Nothing is added to fill the page: {stories@word} story is kept.",
    ),
    "lead.stories": (
        "{stories@word|story stands|stories stand} out: {titles}.",
        "The page is built on {stories@word|story|stories}: {titles}.",
        "From these exchanges, {stories@word|story emerges|stories emerge}: {titles}.",
    ),
    "lead.stories.long": ("{stories@word|story stands|stories stand} out, among them {titles}.",),
    "lead.peaks": (
        "They drew {counts} posts and peaked around {peaks@time}, in that order.",
        "In that order, they count {counts} posts, with a peak around {peaks@time}.",
    ),
    "lead.peak": (
        "The exchange peaked around {peaks@time} and counts {counts} posts.",
        "It counts {counts} posts, with a peak around {peaks@time}.",
    ),
    "opening.new": (
        (
            "The story drew {posts|post|posts} by {authors|author|authors}; the first appeared at "
            "{first_seen@time}, and the exchange was liveliest around {peak_at@time}."
        ),
        (
            "First seen at {first_seen@time}, the story peaked around {peak_at@time}; it counts "
            "{posts|post|posts} by {authors|author|authors}."
        ),
        (
            "The first post dates from {first_seen@time}; activity was highest around "
            "{peak_at@time}, for a total of {posts|post|posts} and {authors|author|authors}."
        ),
        (
            "There are {posts|post|posts} by {authors|author|authors} on this story, which opened "
            "at {first_seen@time} and was busiest around {peak_at@time}."
        ),
    ),
    "opening.sudden": (
        (
            "The story drew {posts|post|posts} by {authors|author|authors}; the first appeared at "
            "{first_seen@time}."
        ),
        (
            "First seen at {first_seen@time}, the story counts {posts|post|posts} by "
            "{authors|author|authors}."
        ),
        (
            "There are {posts|post|posts} by {authors|author|authors} on this story, which opened "
            "at {first_seen@time}."
        ),
    ),
    "opening.continuing": (
        (
            "The story stays on this page for a {day@rank} day: {posts|post|posts} by "
            "{authors|author|authors}, with a peak around {peak_at@time}."
        ),
        (
            "On its {day@rank} day in this edition, the story counts {posts|post|posts} by "
            "{authors|author|authors}; the exchange was liveliest around {peak_at@time}."
        ),
    ),
    "opening.returning": (
        (
            "The story is back on this page, for a {day@rank} day: {posts|post|posts} by "
            "{authors|author|authors}, with a peak around {peak_at@time}."
        ),
        (
            "Back for a {day@rank} day, the story draws {posts|post|posts} by "
            "{authors|author|authors}; the exchange peaked around {peak_at@time}."
        ),
    ),
    "cite": (
        "{who} writes: {cited}.",
        "{bare}, in the words of {who}.",
        "According to {who}: {cited}.",
        "From {who}: {cited}.",
        "As {who} puts it: {cited}.",
    ),
    "cite.unnamed": (
        "{who}One post reads: {cited}.",
        "{who}In the words of one post: {cited}.",
        "{who}Among the posts: {cited}.",
        "{who}These words, for one: {cited}.",
        "{who}So it reads: {cited}.",
    ),
    "cite.more": (
        "For their part, {who} writes: {cited}.",
        "In the words of {who}: {cited}.",
        "Another voice, that of {who}: {cited}.",
        "Elsewhere, {who} writes: {cited}.",
        "{who}, meanwhile: {cited}.",
    ),
    "cite.more.unnamed": (
        "{who}Another post reads: {cited}.",
        "{who}Also among the posts: {cited}.",
        "{who}One more voice: {cited}.",
        "{who}Then there is this: {cited}.",
        "{who}Elsewhere: {cited}.",
    ),
    "quoting": (
        "The post by {who} gathered {won|point|points}:",
        "With {won|point|points}, {who} is heard:",
        "{who}, at {won|point|points}:",
        "At {won|point|points}, the words of {who}:",
    ),
    "quoting.zero": ("{who} says it like this:", "The words of {who}:", "Over to {who}:"),
    "quoting.unnamed": (
        "{who}One post gathered {won|point|points}:",
        "{who}At {won|point|points}, this post:",
    ),
    "quoting.unnamed.zero": (
        "{who}One post says it like this:",
        "{who}From the exchange:",
        "{who}These words, among others:",
    ),
    "closing": (
        "In all, the story gathered {points|point|points}.",
        "Together, these posts total {points|point|points}.",
        "In total, {points|point was|points were} counted on this story.",
    ),
    "closing.copies": (
        (
            "The story totals {points|point|points}; {copies|post is a copy|posts are copies} of "
            "another."
        ),
        (
            "In all, the story gathered {points|point|points}; it holds "
            "{copies|copy of another post|copies of other posts}."
        ),
    ),
}
