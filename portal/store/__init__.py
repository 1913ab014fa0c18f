"""The database: typed models with their queries, and the files of reference data."""
