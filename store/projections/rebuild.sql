-- name: kept
-- A stream's snapshot as it is kept.
select shape, snapshot from stream where kind = $1 and id = $2

-- name: overview
-- An engagement's line in lists, as it is kept.
select * from overview where engagement_id = $1

-- name: todo
-- What people can do in an engagement, as it is kept.
select * from todo where engagement_id = $1 order by n

-- name: timeline
-- What happened in an engagement, as it is kept.
select * from timeline where engagement_id = $1 order by version

-- name: owed_work
-- What is owed in an engagement, as it is kept.
select * from owed_work where engagement_id = $1 order by key

-- name: agenda
-- What the engine looks at of an engagement, as it is kept.
select * from agenda where engagement_id = $1

-- name: course
-- What program reports take of an engagement, as it is kept.
select * from course where engagement_id = $1 order by learner

-- name: trust_score
-- What a person's own answers say of trust, as it is kept.
select * from trust_score where person_id = $1 order by entry_id

-- name: head_of_commands
-- Brings a stream whose row was lost to the last of its commands; no row where it stands there.
update stream s set commands = c.n, command_hmac = c.hmac
from (
    select n, hmac from command where stream_kind = $1 and stream_id = $2 order by n desc limit 1
) c
where s.kind = $1 and s.id = $2 and s.commands < c.n
returning true
