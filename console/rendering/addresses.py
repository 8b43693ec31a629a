"""Where an act is done: on its own form, or on a page that guides through several."""

_GUIDED = {
    "hold_conversation": "conversation",
    "give_feedback": "conversation",
    "produce_handoff": "closing",
}


def act_address(engagement_id: str, kind: str) -> str:
    """The page on which a person does this act."""
    if kind == "answer_concern":
        # Whoever handles concerns may have no other part in it.
        return f"/concerns/{engagement_id}"
    place = _GUIDED.get(kind, f"act/{kind}")
    return f"/engagements/{engagement_id}/{place}"
