"""PostgreSQL: append-only event log, read models, outbox, migrations, sealing."""
