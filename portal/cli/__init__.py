"""The commands of flask --app portal."""
