-- name: freeze
-- Keeps a mail, sealed; no row where it was frozen before.
insert into mail (mail_id, kind, recipient, agency_id, occasion, engagement_id, message_id,
                  frozen_at, content)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning mail_id

-- name: unsent
-- Frozen mails neither sent nor refused and in nobody's hand, oldest first.
select mail_id from mail
where status = 'frozen' and content is not null
  and (claimed_until is null or claimed_until <= clock_timestamp())
order by frozen_at, mail_id limit $1

-- name: still_frozen
-- Those of these mails that are still to be sent.
select mail_id from mail where mail_id = any($1::text[]) and status = 'frozen' order by mail_id

-- name: claim
-- Takes a mail in hand, by PostgreSQL's clock: the senders' clocks may differ.
update mail set claimed_by = $2, claimed_until = clock_timestamp() + $3
where mail_id = $1 and status = 'frozen' and content is not null
  and (claimed_until is null or claimed_until <= clock_timestamp())
returning recipient, content

-- name: in_hand
-- Whether a mail is still to be sent, so that somebody else must have it in hand.
select true from mail where mail_id = $1 and status = 'frozen' and content is not null

-- name: release
-- Lets go of a claim; another's stands.
update mail set claimed_by = null, claimed_until = null where mail_id = $1 and claimed_by = $2

-- name: recipient
-- To whom a mail goes that was not settled yet.
select recipient from mail where mail_id = $1 and status = 'frozen'

-- name: settle
-- Sent or refused, once; its content is not kept after that.
update mail set status = $2, settled_at = $3, reason = $4, content = null,
                claimed_by = null, claimed_until = null
where mail_id = $1 and status = 'frozen'

-- name: to_be_told
-- Who has a reminder due that no digest held yet; of a report, the law sets the clock.
select recipient, bool_or(what like 'report/%') as pressing from owed_work
where open and how in ('remind', 'escalate') and due <= $1 group by recipient order by recipient

-- name: digested
-- Digests there are already of these recipients and days.
select recipient, occasion from mail
where kind = 'digest' and recipient = any($1::text[]) and occasion = any($2::text[])

-- name: to_tell
-- What a recipient's digest has to say.
select w.engagement_id, w.what, w.due, w.how,
       case when $2 = any(o.people)
            then array(select jsonb_array_elements_text(o.body -> 'learners')) end as learners
from owed_work w join overview o using (engagement_id)
where w.open and w.how in ('remind', 'escalate') and w.due <= $1 and w.recipient = $2
order by w.due, w.engagement_id, w.what

-- name: tell
-- Notes for good that these duties went into a mail, and takes them out of what is open.
with done as (
    insert into discharge (engagement_id, what, due, recipient, how, mail_id, at)
    select t.engagement_id, t.what, t.due, $1, t.how, $2, $3
    from unnest($4::text[], $5::text[], $6::timestamptz[], $7::text[])
        as t (engagement_id, what, due, how)
    on conflict do nothing
)
update owed_work w set open = false
from unnest($4::text[], $5::text[], $6::timestamptz[], $7::text[])
    as t (engagement_id, what, due, how)
where (w.engagement_id, w.what, w.recipient, w.how) = (t.engagement_id, t.what, $1, t.how)

-- name: hold_summaries
-- Two rounds at once must not both tell of the same engagement.
select pg_advisory_xact_lock(hashtextextended($1, 1))

-- name: untold
-- Engagements of an agency of which the end is in no closing summary yet, by supervisor, with the
-- learners whose end was told already.
select o.supervisor, a.engagement_id,
       array(select s.learner from summarised s where s.engagement_id = a.engagement_id) as told
from agenda a join overview o using (engagement_id)
where a.agency_id = $1 and a.untold_since is not null
order by o.supervisor, a.untold_since, a.engagement_id

-- name: last_summary
-- When each of these supervisors last got a closing summary.
select recipient, max(frozen_at) as at from mail
where kind = 'closing_summary' and recipient = any($1::text[]) group by recipient

-- name: summarise
-- Notes for good of whose end a closing summary told ($1 and $2 side by side), in which mail.
with told as (
    insert into summarised (engagement_id, learner, mail_id)
    select t.engagement_id, t.learner, $3
    from unnest($1::text[], $2::text[]) as t (engagement_id, learner)
)
update agenda set untold_since = null where engagement_id = any($1::text[])
