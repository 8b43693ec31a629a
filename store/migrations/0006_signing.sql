-- Signing in. Of every secret that a browser holds, only the SHA-256 is kept; times are wall time.

create table person_session (
    session_id text primary key,   -- names it to its owner; no secret
    hash bytea not null unique,
    person_id text not null,
    agency_id text not null,
    made_at timestamptz not null default clock_timestamp(),
    seen_at timestamptz not null default clock_timestamp(),  -- to the minute
    ends_at timestamptz not null,
    revoked_at timestamptz
);
create index person_session_own on person_session (person_id, made_at);
create index person_session_old on person_session (ends_at);

-- Whoever holds it signs in once, as one of these people: the same human in several agencies.
create table sign_in_link (
    hash bytea primary key,
    people text[] not null,
    by_provider boolean not null,  -- their OpenID provider said who they are; they choose as whom
    expires_at timestamptz not null
);
create index sign_in_link_old on sign_in_link (expires_at);

-- A browser on its way to the OpenID provider and back.
create table sign_in_flow (
    state bytea primary key,
    browser bytea not null,        -- which browser went: the hash of its cookie
    nonce text not null,
    verifier text not null,
    expires_at timestamptz not null
);
create index sign_in_flow_old on sign_in_flow (expires_at);

-- Who somebody is at the OpenID provider: one person of an agency is one account there.
create table sign_in_account (
    issuer text not null,
    subject text not null,
    agency_id text not null,
    person_id text not null,
    bound_at timestamptz not null default clock_timestamp(),
    primary key (issuer, subject, agency_id),
    unique (issuer, person_id)
);
create index sign_in_account_of on sign_in_account (person_id);

grant select, insert, update, delete on person_session to coaching_engine;
grant select, insert, delete on sign_in_link, sign_in_flow, sign_in_account to coaching_engine;
