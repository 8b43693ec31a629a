"""What a caller of the engine may be told when no answer came; each says what to do."""


class OutcomeUnknown(Exception):
    """No answer in time: not known whether the command was recorded."""

    def __init__(self, command_id: str, hint: str = "") -> None:
        super().__init__(
            "It is not known whether this was recorded. "
            f"Repeat it with the same command id ({command_id}): it is recorded once at most."
            + (f" {hint}" if hint else "")
        )
        self.command_id = command_id


class EngineUnreachable(OutcomeUnknown):
    """Temporal itself does not answer at its address."""

    def __init__(self, command_id: str, address: str) -> None:
        super().__init__(
            command_id,
            f"Temporal does not answer at {address}: check that it runs, and the address set "
            "for it.",
        )
        self.address = address


class EngineFault(Exception):
    """The engine failed in an unforeseen way; the worker's log has the place."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The engine failed on this command ({name}); nothing was recorded. "
            "The worker's log says where; repeating it may fail again."
        )
        self.name = name
