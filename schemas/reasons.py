"""Why input is refused: a closed list. Docs and dashboards are tested against it."""

REASONS = {
    "undecodable": "the bytes are no JSON record of this channel",
    "misrouted": "the record lies in another partition than its root post's",
    "fenced": "an intake wrote after a newer epoch of it had joined, or after it was declared idle",
    "unknown_intake": "the record's intake never joined",
    "behind": "the record's `at` lies in a second that was folded already",
    "too_large": "the value is longer than a record may be",
    "text_too_long": "the post's text is longer than 20,000 characters",
    "empty_text": "the post has no text left once invisible characters are removed",
    "deleted_before": "the post was deleted before it was created",
    "duplicate": "the same record was folded before",
    "stale_revision": "an edit older than the revision that is known",
    "malformed": "a source read something that is no post",
}
