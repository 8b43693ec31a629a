-- Program reports as they were made, each over enough finished coaching of learners who consented.
create table program_report (
    agency_id text not null,
    at timestamptz not null,
    body jsonb not null,
    primary key (agency_id, at)
);
grant select, insert on program_report to coaching_engine;

create index event_consents on event (stream_id, version)
    where stream_kind = 'engagement' and kind = 'consent_given';
