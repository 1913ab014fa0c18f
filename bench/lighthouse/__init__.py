"""Lighthouse over the main pages, with its profile of a slow phone."""
