"""What people ask of the engine, whoever asks how: no terminal, no HTTP."""
