"""Everything that can die dies here: worker, servers, clients, at chosen and at chance moments."""
