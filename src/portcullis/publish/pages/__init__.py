"""Pages: pure functions from gathered facts to what a template prints."""
