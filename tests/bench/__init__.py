"""The benchmark's corpus, queries, engines and results."""
