"""The checks, one module each: every one asks a single question of all figures at once."""
