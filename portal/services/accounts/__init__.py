"""Accounts of the staff side: sign-in, second factors, invitations, sessions."""
