"""Opening hours: tables of cases worked out by hand, and a comparison with another evaluator."""
