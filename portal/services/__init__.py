"""One function per thing that people do; everything that changes data goes through here."""
