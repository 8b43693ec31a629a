"""The JSON API under `/api/v1`: the same services as pages and the command line."""
