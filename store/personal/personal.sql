-- name: keep_refusal
insert into refused_access (person, what, asked, at) values ($1, $2, $3, $4)

-- name: refusals
-- What a person was refused, newest first.
select person, what, asked, at from refused_access where person = $1 order by at desc, n desc limit $2

-- name: save_draft
-- Keeps what a person typed, in place of what was kept before; what is older than $7 goes.
with old as (
    delete from draft where saved_at < $7
      and (person, engagement_id, act, entry) <> ($1, $2, $3, $4)
)
insert into draft (person, engagement_id, act, entry, sealed, saved_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (person, engagement_id, act, entry) do update
set sealed = excluded.sealed, saved_at = excluded.saved_at

-- name: draft
-- What a person typed into one form since $5.
select sealed, saved_at from draft
where person = $1 and engagement_id = $2 and act = $3 and entry = $4 and saved_at >= $5

-- name: drafts
-- Which forms a person has begun since $2, the newest first.
select engagement_id, act, entry, saved_at from draft
where person = $1 and saved_at >= $2 order by saved_at desc limit 100

-- name: drop_drafts
-- The drafts of an act in an engagement, of no entry or of one of these.
delete from draft
where person = $1 and engagement_id = $2 and act = $3 and entry = any($4::text[])

-- name: open_feed
-- A calendar's address, in place of the one before.
insert into calendar_feed (person, hash, made_at) values ($1, $2, $3)
on conflict (person) do update set hash = excluded.hash, made_at = excluded.made_at

-- name: close_feed
delete from calendar_feed where person = $1

-- name: feed_of
select made_at from calendar_feed where person = $1

-- name: feed_behind
select person from calendar_feed where hash = $1

-- name: people_by_place
-- How many people are coached in an agency, each counted once, where their newest engagement stands:
-- it reads all of the agency's, so what it says is kept for a while.
with newest as (
    select distinct on (p.person) p.person, o.place, o.status,
           o.body ->> 'outcome' as outcome, (o.body ->> 'enrolled')::boolean as enrolled
    from part p join overview o using (engagement_id)
    where p.agency_id = $1 and p.roles like 'learner%'
    order by p.person, o.launched_at desc, o.engagement_id desc
)
select case when status = 'ended' and outcome = 'completed' then 'completed'
            else place end as place,
       enrolled, count(*)::integer as people
from newest group by 1, 2

-- name: kept_figures
-- An agency's figures as they were counted later than $2.
select at, body from program_figures where agency_id = $1 and at > $2

-- name: keep_figures
insert into program_figures (agency_id, at, body) values ($1, $2, $3)
on conflict (agency_id) do update set at = excluded.at, body = excluded.body
