-- name: make
-- A token, known by its hash alone; $8 is for how many days.
insert into api_token (token_id, agency_id, owner, is_system, name, scopes, hash, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + make_interval(days => $8))
returning made_at, expires_at

-- name: find
-- The token with this hash, if it is in force; `to_note`: that it is used was not noted lately.
select token_id, agency_id, owner, is_system, name, scopes, made_at, expires_at, used_at,
       revoked_at, revoked_by,
       coalesce(used_at < clock_timestamp() - interval '1 hour', true) as to_note
from api_token
where hash = $1 and revoked_at is null and expires_at > clock_timestamp()

-- name: used
-- That it was used now.
update api_token set used_at = clock_timestamp() where token_id = $1

-- name: listed
-- Tokens of an agency's systems, or of one person; the oldest first.
select token_id, agency_id, owner, is_system, name, scopes, made_at, expires_at, used_at,
       revoked_at, revoked_by
from api_token
where agency_id = $1 and ($2::text is null and is_system or owner = $2 and not is_system)
order by made_at, token_id

-- name: revoke
-- Ends a token of an agency's systems, or of one person ($4). Says whether there was one.
update api_token
set revoked_at = coalesce(revoked_at, clock_timestamp()), revoked_by = coalesce(revoked_by, $3)
where token_id = $1 and agency_id = $2
  and ($4::text is null and is_system or owner = $4 and not is_system)
returning true
