"""The faces of the portal: public pages, JSON API, staff pages."""
