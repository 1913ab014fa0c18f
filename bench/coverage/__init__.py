"""How long coverage takes: of each département and of the country, with and without known hours."""
