-- name: forget_engagement
-- A snapshot may hold text under a key that stays.
update stream set snapshot = null where kind = 'engagement' and id = $1

-- name: forget_its_scores
-- What program reports would take of it.
update course set scores = null where engagement_id = $1

-- name: forget_their_trust
-- The same of what a person answered for themself.
update trust_score set scores = null where person_id = $1

-- name: forget_its_mails
-- What is waiting to be sent of an engagement, and every summary that tells of it.
update mail set content = null where content is not null and (engagement_id = $1 or mail_id in (
    select mail_id from summarised where engagement_id = $1))

-- name: forget_its_launch
-- A launch that still waits becomes unreadable.
update cohort_row set sealed_row = null, status = 'refused', code = 'envelope_unreadable'
where engagement_id = $1 and sealed_row is not null

-- name: forget_person
-- A person's snapshot.
update stream set snapshot = null where kind = 'person' and id = $1

-- name: forget_their_mails
-- Mails to a person, and why any of them was refused.
update mail set content = null, reason = null where recipient = $1

-- name: disposals
-- Who had a stream's keys destroyed, why and when; of keys destroyed at once the first entry.
select distinct on (body ->> 'at', body ->> 'by') body from ledger
where chain = $1 and body ->> 'what' = 'destroyed' order by body ->> 'at', body ->> 'by', n

-- name: forget_its_drafts
-- What was typed in an engagement and not sent; with $2, by that person alone.
delete from draft where engagement_id = $1 and ($2::text is null or person = $2)

-- name: forget_their_drafts
delete from draft where person = $1

-- name: forget_their_feed
delete from calendar_feed where person = $1

-- name: forget_their_sessions
delete from person_session where person_id = $1

-- name: forget_their_account
-- Who they are at an OpenID provider.
delete from sign_in_account where person_id = $1
