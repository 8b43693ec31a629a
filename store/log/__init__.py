"""The event log: streams, stored events, the chain, heads, the feed, epochs."""
