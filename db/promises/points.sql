-- The balance of each household follows from the one before, and the entries form one hash chain.

CREATE TRIGGER point_entries_follow BEFORE INSERT ON point_entries BEGIN
	SELECT RAISE(ABORT, 'point_entries: the chain is broken') WHERE NEW.previous_hash <> coalesce((SELECT hash FROM point_entries ORDER BY seq DESC LIMIT 1), '');
	SELECT RAISE(ABORT, 'point_entries: the sequence has a gap') WHERE NEW.seq <> coalesce((SELECT max(seq) FROM point_entries), 0) + 1;
	SELECT RAISE(ABORT, 'point_entries: the balance does not follow') WHERE NEW.balance_after <> NEW.points + coalesce((SELECT balance_after FROM point_entries WHERE household_id = NEW.household_id ORDER BY seq DESC LIMIT 1), 0);
END;
