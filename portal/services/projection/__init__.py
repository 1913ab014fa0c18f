"""The projection: what the public reads, derived from the database and never the other way."""

from portal.services.projection.following import Projection

__all__ = ["Projection"]
