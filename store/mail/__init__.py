"""Mail as rows: frozen, claimed, settled."""
