-- Doors for other systems: tokens by which they come in, webhooks by which they are told of facts.

create table api_token (
    token_id text primary key,
    agency_id text not null,
    owner text not null,       -- whom it speaks for; of an agency's system, who made it
    is_system boolean not null,
    name text not null,
    scopes text[] not null,
    hash bytea not null unique,  -- SHA-256: the token is shown once and kept nowhere
    made_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    used_at timestamptz,       -- to the hour
    revoked_at timestamptz,
    revoked_by text
);
create index api_token_listed on api_token (agency_id, made_at, token_id);

create table webhook (
    webhook_id text primary key,
    agency_id text not null,
    url text not null,
    secret bytea not null,     -- sealed with the agency's key
    made_by text not null,
    made_at timestamptz not null,
    -- the last event that was passed over or delivered, in the order of reading
    restore_epoch bigint not null,
    xid bigint not null,
    position bigint not null,
    -- of the message that waits: how often it was tried, since when it fails, when it is tried again
    attempts integer not null default 0,
    failing_since timestamptz,
    next_attempt_at timestamptz,
    disabled_at timestamptz,
    claimed_until timestamptz
);
create index webhook_listed on webhook (agency_id, made_at, webhook_id);
create index webhook_working on webhook (webhook_id) where disabled_at is null;

-- What became of each message: facts only, as the message itself.
create table webhook_delivery (
    webhook_id text not null references webhook on delete cascade,
    message_id text not null,
    engagement_id text not null,
    kind text not null,
    status text not null check (status in ('delivered', 'failing')),
    attempts integer not null,
    answer text not null,      -- of the last attempt: an HTTP status, or what went wrong
    first_at timestamptz not null,
    last_at timestamptz not null,
    primary key (webhook_id, message_id)
);
create index webhook_delivery_newest on webhook_delivery (webhook_id, last_at desc, message_id);
create index webhook_delivery_old on webhook_delivery (last_at);

grant select, insert, update on api_token to coaching_engine;
grant select, insert, update, delete on webhook, webhook_delivery to coaching_engine;
