-- The trail is one hash chain.

CREATE TRIGGER audit_entries_follow BEFORE INSERT ON audit_entries BEGIN
	SELECT RAISE(ABORT, 'audit_entries: the chain is broken') WHERE NEW.previous_hash <> coalesce((SELECT hash FROM audit_entries ORDER BY seq DESC LIMIT 1), '');
	SELECT RAISE(ABORT, 'audit_entries: the sequence has a gap') WHERE NEW.seq <> coalesce((SELECT max(seq) FROM audit_entries), 0) + 1;
END;
