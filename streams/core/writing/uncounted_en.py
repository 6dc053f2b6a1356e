"""The English phrases of where an author is unknown: none counts people or tells them apart."""

TEMPLATES: dict[str, tuple[str, ...]] = {
    "headline.quiet": ("A quiet day: {stories@word} story stands out",),
    "dek.many": (
        "It leads with {posts|post|posts} on one story; next comes {second}.",
        "The top story drew {posts|post|posts}; it is followed by {second}.",
        "Also on the page: {second}.",
        "The other talking point is {second}, among {admitted|post|posts} on this beat.",
    ),
    "dek.one": (
        (
            "The only story of this edition draws {posts|post|posts}, out of "
            "{admitted|post|posts} found on its beat in all."
        ),
        (
            "One story stands out from {admitted|post|posts} on this beat: by itself, it accounts "
            "for {posts|post|posts} in all."
        ),
    ),
    "lead.read": (
        (
            "On {day@date}, {read|post was|posts were} read and {admitted|was|were} kept for this "
            "edition, which is made of nothing else."
        ),
        (
            "This edition of {day@date} rests entirely on {admitted|post|posts} kept on its beat, "
            "out of {read|post|posts} read."
        ),
        (
            "The count for {day@date}: {read|post|posts} read in all, of which "
            "{admitted|belongs|belong} to the beat of this edition."
        ),
    ),
    "lead.read.rolling": (
        (
            "As of {as_of@time} on {day@date}, {read|post has|posts have} been read and "
            "{admitted|kept|kept} for this edition, which is still open."
        ),
    ),
    "lead.none": (
        "Out of them came {stories@word} story that would carry this page.",
        "Nothing is added to fill the page: {stories@word} story is kept.",
    ),
    "opening.new": (
        (
            "The story drew {posts|post|posts}; the first appeared at {first_seen@time}, and the "
            "exchange was liveliest around {peak_at@time}."
        ),
        (
            "First seen at {first_seen@time}, the story peaked around {peak_at@time}; it counts "
            "{posts|post|posts}."
        ),
        (
            "The first post dates from {first_seen@time}; activity was highest around "
            "{peak_at@time}, for a total of {posts|post|posts}."
        ),
        (
            "There are {posts|post|posts} on this story, which opened at {first_seen@time} and "
            "was busiest around {peak_at@time}."
        ),
    ),
    "opening.sudden": (
        "The story drew {posts|post|posts}; the first appeared at {first_seen@time}.",
        "First seen at {first_seen@time}, the story counts {posts|post|posts}.",
        "There are {posts|post|posts} on this story, which opened at {first_seen@time}.",
    ),
    "opening.continuing": (
        (
            "The story stays on this page for a {day@rank} day: {posts|post|posts}, with a peak "
            "around {peak_at@time}."
        ),
        (
            "On its {day@rank} day in this edition, the story counts {posts|post|posts}; the "
            "exchange was liveliest around {peak_at@time}."
        ),
    ),
    "opening.returning": (
        (
            "The story is back on this page, for a {day@rank} day: {posts|post|posts}, with a "
            "peak around {peak_at@time}."
        ),
        (
            "Back for a {day@rank} day, the story draws {posts|post|posts}; the exchange peaked "
            "around {peak_at@time}."
        ),
    ),
    "cite.more": (
        "{who}Another post reads: {cited}.",
        "{who}Also among the posts: {cited}.",
        "{who}And these words: {cited}.",
        "{who}Then there is this: {cited}.",
        "{who}Elsewhere: {cited}.",
    ),
}
