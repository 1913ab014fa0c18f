"""A fast, disposable projection of the published places: Whoosh postings and NumPy columns."""
