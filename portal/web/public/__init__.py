"""The public pages, server-rendered."""
