"""Sample data for every component, so that the catalogue and the tests show what pages show."""

from portal.web.public.samples.catalogue import Component, Group, Shown, catalogue

__all__ = ["Component", "Group", "Shown", "catalogue"]
