-- The event log: append-only, one gapless stream per engagement, person and agency.

create table epoch (
    only_row boolean primary key default true check (only_row),
    engine_epoch bigint not null default 1,   -- raised by `recover`: older engines can't append
    restore_epoch bigint not null default 1   -- raised after a restore: transaction ids restart
);
insert into epoch default values;

create sequence event_position;

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

-- One row per stream: the lock of its writers, its head, and a sealed snapshot to spare refolding.
create table stream (
    kind text not null,
    id text not null,
    version integer not null default 0,
    hmac bytea not null default ''::bytea,
    shape integer,
    snapshot bytea,
    agency_version integer not null default 0,  -- the agency's version its owed work stands on
    primary key (kind, id)
);

-- The only deduplicator of commands; refusals are not remembered.
create table command (
    command_id text primary key,
    by text not null,
    fingerprint bytea not null,
    stream_kind text not null,
    stream_id text not null,
    version integer not null,
    stage text not null,
    status text not null
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
create unique index data_key_in_use on data_key (stream_kind, stream_id, subject)
    where destroyed_at is null;

create table clock (
    only_row boolean primary key default true check (only_row),
    origin_domain timestamptz not null,
    origin_wall timestamptz not null,
    rate double precision not null check (rate > 0)
);
