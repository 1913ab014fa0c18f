"""How the committed files of seed_data/territoire are built; the application never imports it."""
