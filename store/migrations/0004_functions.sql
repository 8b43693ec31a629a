-- What one statement can't say: a read that must come after the lock it waited for.

-- A stream's data keys, destroyed ones without content, and how far the ledger of them has come.
create function keys_of(p_kind text, p_id text) returns table (
    key_ids text[], subjects text[], wrapped bytea[], made integer, made_hmac bytea
) language sql stable as $$
    select array_agg(k.key_id), array_agg(k.subject), array_agg(k.wrapped), max(h.n), max(h.hmac)
    from (select 1) one
    left join data_key k on k.stream_kind = p_kind and k.stream_id = p_id
    left join ledger_head h on h.chain = 'key/' || p_kind || '/' || p_id
$$;

-- Locks a stream against other writers until the transaction ends, and gives in one trip all that
-- recording a command there needs to know. The steps are statements of their own, each of which
-- sees what was committed while the lock was waited for.
create function open_stream(
    p_kind text, p_id text, p_command text, p_lock bigint,
    -- the stream
    out version integer, out hmac bytea, out shape text, out snapshot bytea,
    out commands integer, out command_hmac bytea,
    -- its keys, and how far the ledger of them has come
    out key_ids text[], out subjects text[], out wrapped bytea[], out made integer,
    out made_hmac bytea,
    -- what this command came to before, if it did
    out first_by text, out first_fingerprint bytea, out first_version integer,
    out first_stage text, out first_status text,
    -- an engagement's agency, as it is and as the owed work stands on
    out agency_id text, out stands_on integer, out next_due timestamptz,
    out agency_version integer,
    -- the place of new events in the order of reading
    out engine_epoch bigint, out restore_epoch bigint, out xid text, out place bigint
) language plpgsql as $$
begin
    select s.version, s.hmac, s.shape, s.snapshot, s.commands, s.command_hmac
    into version, hmac, shape, snapshot, commands, command_hmac
    from stream s where s.kind = p_kind and s.id = p_id for update;
    if not found then
        -- A first command: the new row is the lock that a second first command waits for.
        insert into stream (kind, id) values (p_kind, p_id) on conflict do nothing;
        select s.version, s.hmac, s.shape, s.snapshot, s.commands, s.command_hmac
        into version, hmac, shape, snapshot, commands, command_hmac
        from stream s where s.kind = p_kind and s.id = p_id for update;
    end if;
    -- Keeps the epoch from being raised until this transaction ends (shared, in memory only).
    perform pg_advisory_xact_lock_shared(p_lock);
    select k.key_ids, k.subjects, k.wrapped, k.made, k.made_hmac
    into key_ids, subjects, wrapped, made, made_hmac from keys_of(p_kind, p_id) k;
    select c.by, c.fingerprint, c.version, c.stage, c.status
    into first_by, first_fingerprint, first_version, first_stage, first_status
    from command c where c.command_id = p_command;
    if p_kind = 'engagement' then
        select a.agency_id, a.agency_version, a.next_due into agency_id, stands_on, next_due
        from agenda a where a.engagement_id = p_id;
        select s.version into agency_version
        from stream s where s.kind = 'agency' and s.id = open_stream.agency_id;
    end if;
    select e.engine_epoch, e.restore_epoch, pg_current_xact_id()::text, nextval('event_position')
    into engine_epoch, restore_epoch, xid, place from epoch e;
end
$$;
