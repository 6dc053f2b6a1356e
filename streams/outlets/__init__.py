"""OUT: one file a reader of our channels: pages, terminal, publisher."""
