"""Benchmarks: how long, how much memory, how many bytes, each beside a named baseline measured in the same minute."""
