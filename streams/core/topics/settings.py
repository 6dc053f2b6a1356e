"""The one setting of the learner, for every stream (the reasons are in `docs/topics.md`)."""

# -- evidence -----------------------------------------------------------------------------------
POWER = 0.7
"""A term that y posts of a topic hold weighs y ** POWER in its centroid."""
SPREAD = 0.6
"""Spread over topics, relative to the stream's own, at which a term has lost its base weight."""
LONE = 0.8
"""Factor on a match in a single term, for posts of more than `LONE_TERMS` terms."""
LONE_TERMS = 3
RECENCY = 0.45
"""How much of its score an idle topic has lost at the end of its life."""
MERGE_RECENCY = 0.5
SIZE_BAR = 0.2
"""How the bar of a merge grows with the smaller partner's size."""

# -- reach --------------------------------------------------------------------------------------
QUERY_TERMS = 8
QUERY_ENTRIES = 200
CANDIDATES = 8
MERGE_TERMS = 16
MERGE_CANDIDATES = 4
MERGE_ENTRIES = 250
RENORM = 1.1
"""A topic's norm is renewed when it has grown by this factor."""
GROWTH = 1.5
"""A topic looks for a partner when it has grown by this factor."""
SURE = 0.35
"""A post that joined with a higher score than this is not looked at again."""

# -- time: posts and seconds; the longer of both counts -----------------------------------------
LIVES = (1_000, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000)
"""Idle posts after which a topic of 1, 2-3, 4-7, ... 64 and more posts is let go,"""
LIVES_SECONDS = (60.0, 300.0, 900.0, 1_800.0, 3_600.0, 5_400.0, 7_200.0)
"""and idle seconds."""
LOOK_POSTS, LOOK_SECONDS, LOOK_LONGEST = 500, 20.0, 900.0
"""A post is looked at again after this many posts and seconds, at the latest after the third."""
UPKEEP_POSTS, UPKEEP_LONGEST = 500, 600.0
MERGE_MEMORY = 172_800.0

# -- hard caps behind the bounds in time --------------------------------------------------------
MOST_TOPICS = 6_000
MOST_TERMS = 300
MOST_HELD = 4_000
MOST_MERGES = 50_000
MOST_POST_TERMS = 12
MOST_COUNT = 20_000
