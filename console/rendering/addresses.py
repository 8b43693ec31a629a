"""Where an act is done: on its own form, or on a page that guides through several."""

_GUIDED = {
    "hold_conversation": "conversation",
    "give_feedback": "conversation",
    "produce_handoff": "closing",
}


def act_address(engagement_id: str, kind: str) -> str:
    """The page on which a person does this act."""
    place = _GUIDED.get(kind, f"act/{kind}")
    return f"/engagements/{engagement_id}/{place}"
