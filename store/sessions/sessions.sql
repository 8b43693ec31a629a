-- name: open
-- A session of $5 hours at most; what ended a month ago is forgotten.
with forgotten as (
    delete from person_session where ends_at < clock_timestamp() - interval '30 days'
)
insert into person_session (session_id, hash, person_id, agency_id, ends_at)
values ($1, $2, $3, $4, clock_timestamp() + make_interval(hours => $5))

-- name: find
-- The session with this hash, if it is in force; that it was used is noted once a minute.
with found as (
    select session_id, person_id, seen_at from person_session
    where hash = $1 and revoked_at is null and ends_at > clock_timestamp()
      and seen_at > clock_timestamp() - make_interval(mins => $2)
), seen as (
    update person_session s set seen_at = clock_timestamp()
    from found where s.session_id = found.session_id
      and found.seen_at < clock_timestamp() - interval '1 minute'
)
select session_id, person_id from found

-- name: listed
-- A person's sessions that are in force, the newest first.
select session_id, made_at, seen_at, ends_at from person_session
where person_id = $1 and revoked_at is null and ends_at > clock_timestamp()
  and seen_at > clock_timestamp() - make_interval(mins => $2)
order by made_at desc, session_id

-- name: end_one
-- Ends one of a person's own. Says whether there was one in force.
update person_session set revoked_at = clock_timestamp()
where session_id = $1 and person_id = $2 and revoked_at is null
returning true

-- name: end_by_hash
-- Ends the session of whoever holds the secret.
update person_session set revoked_at = clock_timestamp() where hash = $1 and revoked_at is null

-- name: end_all
-- Ends all of a person's; how many there were comes back as rows.
update person_session set revoked_at = clock_timestamp()
where person_id = $1 and revoked_at is null and ends_at > clock_timestamp()
returning session_id

-- name: make_link
-- A link for one of these people, good for $4 minutes; those that ran out are forgotten.
with forgotten as (delete from sign_in_link where expires_at < clock_timestamp())
insert into sign_in_link (hash, people, by_provider, expires_at)
values ($1, $2, $3, clock_timestamp() + make_interval(mins => $4))

-- name: look_at_link
-- Whom a link is for, if it is good.
select people from sign_in_link
where hash = $1 and by_provider = $2 and expires_at > clock_timestamp()

-- name: use_link
-- Takes the link away as one of its people. Says whether it was good for that.
delete from sign_in_link
where hash = $1 and by_provider = $2 and $3 = any (people) and expires_at > clock_timestamp()
returning true

-- name: begin_flow
-- A way to the provider and back, good for $5 minutes; those that ran out are forgotten.
with forgotten as (delete from sign_in_flow where expires_at < clock_timestamp())
insert into sign_in_flow (state, browser, nonce, verifier, expires_at)
values ($1, $2, $3, $4, clock_timestamp() + make_interval(mins => $5))

-- name: end_flow
-- Takes the way of this browser away: it is gone once.
delete from sign_in_flow
where state = $1 and browser = $2 and expires_at > clock_timestamp()
returning nonce, verifier

-- name: bind
-- The account is these people, except where it is somebody already, or they have another one.
insert into sign_in_account (issuer, subject, agency_id, person_id)
select $1, $2, agency_id, person_id from unnest($3::text[], $4::text[]) as p (agency_id, person_id)
on conflict do nothing

-- name: unbind
-- Lets a person come with another account next time. Says of whom.
delete from sign_in_account where person_id = any ($1::text[]) returning person_id

-- name: bound
-- The people that belong to an account.
select person_id from sign_in_account where issuer = $1 and subject = $2 order by agency_id
