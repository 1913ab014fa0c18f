"""The benchmark: the portal's search beside its limit and its peers, on one generated corpus."""
