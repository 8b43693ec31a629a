"""What people ask of the engine, told apart from who asks how."""
