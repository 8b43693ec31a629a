-- name: unmade
-- Streams whose newest word lets scores into reports, and of which no row was made: older than these.
select 'engagement' as kind, engagement_id as id from (
    select distinct on (e.stream_id, e.by)
           e.stream_id as engagement_id, e.by as learner, (e.body->>'given')::boolean as given
    from event e
    where e.stream_kind = 'engagement' and e.kind = 'consent_given'
      and e.body->>'consent' = 'scores_in_reports'
      and e.stream_id in (select engagement_id from overview where agency_id = $1)
    order by e.stream_id, e.by, e.version desc
) newest
where given and not exists (
    select from course c
    where c.engagement_id = newest.engagement_id and c.learner = newest.learner)
union
select 'person', e.stream_id
from person p
join event e on e.stream_kind = 'person' and e.stream_id = p.person_id
            and e.kind = 'answered_for_oneself'
where p.agency_id = $1 and e.body->>'instrument' = $2 and (e.body->>'version')::integer = $3
  and (e.body->>'counted')::boolean
  and not exists (
    select from trust_score t
    where t.person_id = e.stream_id and t.entry_id = e.body->>'entry_id')

-- name: page
-- Finished courses, by engagement and learner, those that follow ($2, $3).
select engagement_id, learner, finished_at, facts, scores from course
where agency_id = $1 and finished_at is not null and (engagement_id, learner) > ($2, $3)
order by engagement_id, learner limit $4

-- name: trust
-- What these people's own answers say of trust, where they count, in order.
select person_id, newest, scores from trust_score
where person_id = any($1::text[]) and scores is not null order by person_id, n
