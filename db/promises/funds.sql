-- A village's fund: what was put up, owed and spent; issuing redeemable points stops at it.

-- Nothing expires of which its household was not told twice, ninety and thirty days before, nor by a clock in doubt.
CREATE TRIGGER point_entries_expire BEFORE INSERT ON point_entries WHEN NEW.kind = 'expire' BEGIN
	SELECT RAISE(ABORT, 'point_entries: a household is told twice before points expire') WHERE 2 <> (
		SELECT count(*) FROM expiry_announcements WHERE household_id = NEW.household_id AND month = NEW.month
			AND at + iif(step = 'ninety', DAYS(90), DAYS(30)) <= NEW.at);
	SELECT RAISE(ABORT, 'point_entries: points last two years') WHERE MONTH(NEW.at) <= (substr(NEW.month, 1, 4) + 2) || substr(NEW.month, 5);
	SELECT RAISE(ABORT, 'point_entries: nothing expires by a clock in doubt') WHERE (SELECT doubt FROM clock_marks ORDER BY seq DESC LIMIT 1) IS NOT NULL;
END;

-- A deposit counts once a second person signed it.
CREATE TRIGGER approvals_fill_funds AFTER UPDATE OF answer ON approvals WHEN NEW.kind = 'fund' AND NEW.answer = 'signed' BEGIN
	INSERT INTO village_accounts (village_id, deposited) SELECT village_id, deposit FROM village_funds WHERE id = NEW.subject
		ON CONFLICT DO UPDATE SET deposited = deposited + excluded.deposited;
END;

-- What stands for a household's points goes along with it, and what is left of a fund with its village.
CREATE TRIGGER households_take_their_backing AFTER UPDATE OF village_id ON households WHEN NEW.village_id <> OLD.village_id BEGIN
	INSERT INTO fund_moves (from_village_id, to_village_id, household_id, points, is_owed, after_seq)
		SELECT OLD.village_id, NEW.village_id, NEW.id, redeemable_after, 1, coalesce((SELECT max(seq) FROM point_entries), 0)
		FROM (SELECT redeemable_after FROM point_legs WHERE household_id = NEW.id ORDER BY entry_seq DESC LIMIT 1) WHERE redeemable_after > 0;
END;

CREATE TRIGGER regions_take_their_fund AFTER UPDATE OF merged_into_id ON regions WHEN NEW.level = 'village' AND NEW.merged_into_id IS NOT NULL AND OLD.merged_into_id IS NULL BEGIN
	INSERT INTO fund_moves (from_village_id, to_village_id, household_id, points, is_owed, after_seq)
		SELECT NEW.id, NEW.merged_into_id, NULL, deposited - liability - spent, 0, coalesce((SELECT max(seq) FROM point_entries), 0)
		FROM village_accounts WHERE village_id = NEW.id AND deposited - liability - spent > 0;
END;

CREATE TRIGGER fund_moves_balance AFTER INSERT ON fund_moves BEGIN
	UPDATE village_accounts SET deposited = deposited - NEW.points, liability = liability - NEW.points * NEW.is_owed WHERE village_id = NEW.from_village_id;
	INSERT INTO village_accounts (village_id, deposited, liability) VALUES (NEW.to_village_id, NEW.points, NEW.points * NEW.is_owed)
		ON CONFLICT DO UPDATE SET deposited = deposited + excluded.deposited, liability = liability + excluded.liability;
END;
