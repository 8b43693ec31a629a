-- name: of_person
-- What one person answered, in order.
select stream_kind, stream_id, version, position, xid::text as xid, restore_epoch, engine_epoch,
       kind, v, at, by, role, via, command_id, body, hmac
from event
where stream_kind = 'person' and stream_id = $1 and kind = 'answered_for_oneself'
order by version

-- name: counts
-- How many answerings of an agency's people count, by instrument and version.
select e.body->>'instrument' as instrument, (e.body->>'version')::integer as version,
       count(*)::integer as answers
from person p
join event e on e.stream_kind = 'person' and e.stream_id = p.person_id
            and e.kind = 'answered_for_oneself'
where p.agency_id = $1 and (e.body->>'counted')::boolean
group by 1, 2

-- name: counted
-- Each person's newest answers to a version of an instrument, where these count.
select * from (
    select distinct on (e.stream_id)
           e.stream_kind, e.stream_id, e.version, e.position, e.xid::text as xid, e.restore_epoch,
           e.engine_epoch, e.kind, e.v, e.at, e.by, e.role, e.via, e.command_id, e.body, e.hmac
    from person p
    join event e on e.stream_kind = 'person' and e.stream_id = p.person_id
                and e.kind = 'answered_for_oneself'
    where p.agency_id = $1 and e.body->>'instrument' = $2 and (e.body->>'version')::integer = $3
    order by e.stream_id, e.version desc
) newest
where (body->>'counted')::boolean

-- name: kept
-- Figures as they were last worked out.
select at, answers, body from instrument_figures
where agency_id = $1 and instrument = $2 and version = $3

-- name: keep
insert into instrument_figures (agency_id, instrument, version, at, answers, body)
values ($1, $2, $3, $4, $5, $6)
on conflict (agency_id, instrument, version) do update set
    at = excluded.at, answers = excluded.answers, body = excluded.body
