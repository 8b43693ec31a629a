-- name: of
-- A stream's data keys, destroyed ones without content, and how far the ledger of them has come.
select * from keys_of($1, $2)

-- name: of_many
-- The same of several streams of a kind.
select s.id, k.* from unnest($2::text[]) as s (id)
cross join lateral keys_of($1, s.id) k

-- name: make
-- Enters keys ($5) in their ledger, if it still stands at $4, and keeps them. Says whether it did.
with headed as (
    insert into ledger_head as h (chain, n, hmac) values ($1, $2, $3)
    on conflict (chain) do update set n = excluded.n, hmac = excluded.hmac where h.n = $4
    returning chain
), noted as (
    insert into ledger (chain, n, body, hmac)
    select $1, e.n, e.body, decode(e.hmac, 'hex')
    from headed, jsonb_to_recordset($5::jsonb) as e (n integer, body jsonb, hmac text)
), made as (
    insert into data_key (key_id, stream_kind, stream_id, subject, wrapped)
    select e.body ->> 'key', $6, $7, e.body ->> 'subject', decode(e.wrapped, 'hex')
    from headed, jsonb_to_recordset($5::jsonb) as e (body jsonb, wrapped text)
)
select exists (select from headed)

-- name: destroy
-- Enters in the ledger that keys ($5) were destroyed, and destroys them. Says whether it did.
with headed as (
    update ledger_head h set n = $2, hmac = $3 where h.chain = $1 and h.n = $4 returning chain
), noted as (
    insert into ledger (chain, n, body, hmac)
    select $1, e.n, e.body, decode(e.hmac, 'hex')
    from headed, jsonb_to_recordset($5::jsonb) as e (n integer, body jsonb, hmac text)
), gone as (
    update data_key set wrapped = null, destroyed_at = now()
    where key_id in (select e.body ->> 'key' from jsonb_to_recordset($5::jsonb) as e (body jsonb))
      and exists (select from headed)
)
select exists (select from headed)

-- name: known
-- The fingerprints by which the keys outside the database are known; $1 and $2 where none are yet.
with first as (
    insert into known_key (which, fingerprint) select * from unnest($1::text[], $2::text[])
    on conflict do nothing returning which, fingerprint
)
select which, fingerprint from first union select which, fingerprint from known_key
