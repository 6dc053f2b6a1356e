"""IN: one file a network or kind of file; the intake runs them, and alone writes `posts`."""
