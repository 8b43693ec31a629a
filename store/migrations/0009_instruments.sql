-- Figures of instruments that an agency's people answered for themselves, as last worked out: of
-- enough people, never worked out again before enough of them answered anew.
create table instrument_figures (
    agency_id text not null,
    instrument text not null,
    version integer not null,
    at timestamptz not null,
    answers integer not null,
    body jsonb not null,
    primary key (agency_id, instrument, version)
);
grant select, insert, update on instrument_figures to coaching_engine;

create index event_answers on event (stream_id, version)
    where stream_kind = 'person' and kind = 'answered_for_oneself';
