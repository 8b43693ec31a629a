-- The event log: append-only, one gapless stream per engagement, person and agency.

create table epoch (
    only_row boolean primary key default true check (only_row),
    engine_epoch bigint not null default 1,   -- raised by `recover`: older engines can't append
    restore_epoch bigint not null default 1   -- raised after a restore: transaction ids restart
);
insert into epoch default values;

-- Each transaction that records takes one number, and room for as many events after it.
create sequence event_position increment by 1000;

create table event (
    stream_kind text not null check (stream_kind in ('engagement', 'person', 'agency')),
    stream_id text not null,
    version integer not null check (version > 0),
    position bigint not null unique,
    xid xid8 not null,
    restore_epoch bigint not null,
    engine_epoch bigint not null,
    kind text not null,
    v integer not null,
    at timestamptz not null,
    by text not null,
    role text not null,
    via text not null,
    command_id text not null,
    body jsonb not null,      -- confidential fields sealed
    hmac bytea not null,      -- over this row and the hmac before it; key outside PostgreSQL
    primary key (stream_kind, stream_id, version)
);
create index event_reading_order on event (restore_epoch, xid, position);

-- One row per stream: the lock of its writers, its head, the head of its commands, and a sealed
-- snapshot to spare refolding.
create table stream (
    kind text not null,
    id text not null,
    version integer not null default 0,
    hmac bytea not null default ''::bytea,
    shape text,
    snapshot bytea,
    commands integer not null default 0,
    command_hmac bytea not null default ''::bytea,
    primary key (kind, id)
) with (fillfactor = 80);
alter table stream alter snapshot set storage external;  -- sealed: packing gains nothing

-- The only deduplicator of commands; refusals are not remembered. Each row is chained to the one
-- before it in its stream (`n` counts from 1), as events are.
create table command (
    command_id text primary key,
    by text not null,
    fingerprint bytea not null,
    stream_kind text not null,
    stream_id text not null,
    n integer not null,
    version integer not null,
    stage text not null,
    status text not null,
    hmac bytea not null,
    unique (stream_kind, stream_id, n)
);

create table data_key (
    key_id text primary key,
    stream_kind text not null,
    stream_id text not null,
    subject text not null,
    wrapped bytea,            -- null once destroyed
    created_at timestamptz not null default now(),
    destroyed_at timestamptz
);
create index data_key_of on data_key (stream_kind, stream_id);
create unique index data_key_in_use on data_key (stream_kind, stream_id, subject)
    where destroyed_at is null;

-- What must be provable though no event tells of it: keys made and destroyed, text read by an
-- operator. Each entry is chained to the one before it in its chain, as events are.
create table ledger (
    chain text not null,
    n integer not null check (n > 0),
    body jsonb not null,
    hmac bytea not null,
    primary key (chain, n)
);
create index ledger_readings on ledger ((body ->> 'engagement_id'), n) where chain = 'reading';
create table ledger_head (
    chain text primary key,
    n integer not null,
    hmac bytea not null
);

-- The keys that are not in the database, by a keyed hash: a wrong one is refused at the start.
create table known_key (
    which text primary key check (which in ('master', 'chain')),
    fingerprint text not null
);

create table clock (
    only_row boolean primary key default true check (only_row),
    origin_domain timestamptz not null,
    origin_wall timestamptz not null,
    rate double precision not null check (rate > 0)
);
