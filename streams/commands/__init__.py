"""The commands, one a file. Nothing heavy is imported and nothing connects before one runs."""
