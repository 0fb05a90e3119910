"""Pages, charts, feeds and downloads: pure functions from the store to files."""
