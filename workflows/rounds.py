"""The rounds that Schedules start: mail, summaries, sweeper, signing, webhooks. Each short."""

from temporalio import workflow

from workflows.policies import ROUND, SIGN, STORE

with workflow.unsafe.imports_passed_through():
    from activities.anchoring import Signing
    from activities.rounds import Mailing, Sent
    from activities.sweeping import Sweeping
    from activities.telling import Telling, Told


@workflow.defn(name="MailRound")
class MailRoundWorkflow:
    """Gathers due reminders into digests, then sends every mail that waits."""

    @workflow.run
    async def run(self) -> Sent:
        """What was sent; what is left waits for the next round."""
        await workflow.execute_activity_method(Mailing.freeze_digests, **STORE)
        return await workflow.execute_activity_method(Mailing.send_waiting, **ROUND)


@workflow.defn(name="ClosingSummary")
class ClosingSummaryWorkflow:
    """Brings an agency's supervisors the summary of what closed since the last one."""

    @workflow.run
    async def run(self, agency_id: str) -> Sent:
        """What was sent; nothing where nothing closed."""
        mails = await workflow.execute_activity_method(Mailing.freeze_summaries, agency_id, **STORE)
        if not mails:
            return Sent()
        return await workflow.execute_activity_method(Mailing.send_waiting, **ROUND)


@workflow.defn(name="Sweeper")
class SweeperWorkflow:
    """Nudges every engagement that has left something undone for longer than its grace."""

    @workflow.run
    async def run(self) -> int:
        """How many engagements were nudged."""
        return await workflow.execute_activity_method(Sweeping.nudge_overdue, **ROUND)


@workflow.defn(name="HeadsSigning")
class HeadsSigningWorkflow:
    """Signs how far the log has come; fails where the log is not as it was written."""

    @workflow.run
    async def run(self) -> int:
        """How many streams were signed for."""
        return await workflow.execute_activity_method(Signing.sign_heads, **SIGN)


@workflow.defn(name="WebhookRound")
class WebhookRoundWorkflow:
    """Tells agencies' own systems what happened since the last round."""

    @workflow.run
    async def run(self) -> Told:
        """What was delivered; what did not arrive is tried again after a pause."""
        return await workflow.execute_activity_method(Telling.tell_systems, **ROUND)
