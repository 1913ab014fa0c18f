"""Moderation: reports and proposals decided by agents, and the campaigns that bring them in."""
