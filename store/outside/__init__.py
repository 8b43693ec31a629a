"""What other systems are given: tokens to come in by, and messages of facts that go out."""
