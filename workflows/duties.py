"""How one owed thing is done: by ordinary activities, each safe to repeat."""

from temporalio import workflow

from workflows.policies import MAIL, STORE

with workflow.unsafe.imports_passed_through():
    from activities.messages import OwedItem, Recorded
    from activities.recording import Recording
    from activities.rounds import Mailing

DELIVER = "deliver"


async def discharge(engagement_id: str, item: OwedItem) -> Recorded:
    """Do what is owed, then have it recorded as done. Raises `ActivityError` after ten minutes."""
    if item.how == DELIVER:
        await _deliver(engagement_id, item)
    return await workflow.execute_activity_method(
        Recording.perform_owed, args=[engagement_id, item], **STORE
    )


async def _deliver(engagement_id: str, item: OwedItem) -> None:
    mails = await workflow.execute_activity_method(
        Recording.freeze_handoff, args=[engagement_id, item], **STORE
    )
    for mail_id in mails:
        await workflow.execute_activity_method(Mailing.send_mail, mail_id, **MAIL)
