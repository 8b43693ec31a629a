-- name: overviews
-- Lines of the list of engagements, in the order of launching; what narrows it follows.
select body from overview where true

-- name: overview_agency
and agency_id = $N

-- name: overview_stage
and stage = $N

-- name: overview_status
and status = $N

-- name: overview_cohort
and cohort = $N

-- name: overview_at_risk
and at_risk = $N

-- name: overview_person
and people @> array[$N::text]

-- name: overview_after
-- The page after the one that ended here.
and (launched_at, engagement_id) > ($N, $M)

-- name: overviews_page
order by launched_at, engagement_id limit $N

-- name: overview
-- One engagement's line.
select body from overview where engagement_id = $1

-- name: ids_starting
-- Engagements whose id starts so: from $1 to before $2, in the order of bytes.
select engagement_id from overview
where engagement_id ~>=~ $1 and engagement_id ~<~ $2
order by engagement_id using ~<~ limit $3

-- name: todo
-- What a person can do now, the most urgent first; a page after (due, engagement, n).
select body, due, engagement_id, n from todo
where person = $1 and body ->> 'role' <> 'leadership'
  and (coalesce(due, 'infinity'), engagement_id, n) > (coalesce($2::timestamptz, 'infinity'), $3::text, $4::integer)
order by coalesce(due, 'infinity'), engagement_id, n limit $5

-- name: todo_in
-- What a person can do now in one engagement.
select body from todo where engagement_id = $2 and person = $1 order by n

-- name: todo_leading
-- What a person is asked for as leadership: once, however many engagements wait for it.
select body from todo where person = $1 and body ->> 'role' = 'leadership'
order by wanted, engagement_id, n limit 1

-- name: timeline
-- What someone holding these roles may know happened.
select version, at, by, role, via, kind, stage from timeline
where engagement_id = $1 and seen_by && $2::text[] order by version

-- name: people_of
-- Everyone of an agency, by id, page by page.
select person_id from person where agency_id = $1 and person_id > $2 order by person_id limit $3

-- name: person_by_email
-- Whoever of the agency has this address.
select person_id from person where agency_id = $1 and email_key = $2 order by person_id limit 1

-- name: people_named
-- People of an agency whose names have words that begin with all of these.
select person_id from person where agency_id = $1 and name_keys @> $2::bytea[] limit $3

-- name: mails
-- What became of mails, newest first; a page after (frozen_at, mail_id).
select mail_id, kind, recipient, occasion, engagement_id, status, frozen_at, settled_at, reason
from mail
where ($1::text is null or agency_id = $1) and ($2::text is null or status = $2)
  and ($3::timestamptz is null or frozen_at < $3 or (frozen_at = $3 and mail_id > $4))
order by frozen_at desc, mail_id limit $5

-- name: owed
-- What is or was owed in an engagement, by due date.
select w.what, w.due, w.recipient, w.how, case
    when d.at is null then 'open'
    when m.status = 'frozen' then 'in_mail' else 'done' end as status
from (
    select engagement_id, what, due, recipient, how from owed_work where engagement_id = $1
    union all
    select d.engagement_id, d.what, d.due, d.recipient, d.how from discharge d
    where d.engagement_id = $1 and not exists (
        select from owed_work o
        where (o.engagement_id, o.what, o.recipient, o.how)
              = (d.engagement_id, d.what, d.recipient, d.how))
) w
left join discharge d using (engagement_id, what, recipient, how)
left join mail m on m.mail_id = d.mail_id
order by w.due, w.what, w.recipient
