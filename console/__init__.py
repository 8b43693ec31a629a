"""Web pages, a JSON API and signing in: a thin door to `services`."""
