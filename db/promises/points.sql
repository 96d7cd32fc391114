-- A household's balance and held points follow from its entry before. The entries form one hash chain.

CREATE TRIGGER point_entries_follow BEFORE INSERT ON point_entries BEGIN
	SELECT RAISE(ABORT, 'point_entries: the chain is broken') WHERE NEW.previous_hash <> coalesce((SELECT hash FROM point_entries ORDER BY seq DESC LIMIT 1), '');
	SELECT RAISE(ABORT, 'point_entries: the sequence has a gap') WHERE NEW.seq <> coalesce((SELECT max(seq) FROM point_entries), 0) + 1;
	SELECT RAISE(ABORT, 'point_entries: the balance does not follow') WHERE NEW.balance_after <> NEW.points + coalesce((SELECT balance_after FROM point_entries WHERE household_id = NEW.household_id ORDER BY seq DESC LIMIT 1), 0);
	SELECT RAISE(ABORT, 'point_entries: what is held does not follow') WHERE NEW.held_after <> NEW.held + coalesce((SELECT held_after FROM point_entries WHERE household_id = NEW.household_id ORDER BY seq DESC LIMIT 1), 0);
END;

-- A vest moves a whole hold of the same household to the balance. A reversal takes back an issue, a vest or a whole hold. A unique key allows each once.

CREATE TRIGGER point_entries_vest_a_hold BEFORE INSERT ON point_entries WHEN NEW.kind = 'vest' BEGIN
	SELECT RAISE(ABORT, 'point_entries: nothing is held that could be vested') WHERE NOT EXISTS (
		SELECT 1 FROM point_entries WHERE seq = NEW.refers_to AND household_id = NEW.household_id AND rule_id = NEW.rule_id AND kind = 'hold' AND held = NEW.points);
END;

CREATE TRIGGER point_entries_reverse_an_award BEFORE INSERT ON point_entries WHEN NEW.kind = 'reverse' BEGIN
	SELECT RAISE(ABORT, 'point_entries: nothing was given that could be taken back so') WHERE NOT EXISTS (
		SELECT 1 FROM point_entries WHERE seq = NEW.refers_to AND household_id = NEW.household_id AND rule_id = NEW.rule_id
			AND (kind IN ('issue', 'vest') AND points >= -NEW.points AND NEW.points < 0 OR kind = 'hold' AND held = -NEW.held OR kind = 'redeem' AND points = -NEW.points));
END;

-- Points go from household to household only when one was merged into the other: its whole balance out, then the same in.
CREATE TRIGGER point_entries_merged BEFORE INSERT ON point_entries WHEN NEW.rule_id IN (SELECT id FROM point_rules WHERE code = 'T01') BEGIN
	SELECT RAISE(ABORT, 'point_entries: a merger moves the whole balance of a household that goes on in the other') WHERE NEW.kind <> 'adjust' OR NOT (
		NEW.points < 0 AND NEW.balance_after = 0 AND NEW.source = 'merger:' || NEW.household_id || ':out'
			AND NEW.evidence IS 'household:' || (SELECT goes_on_id FROM households WHERE id = NEW.household_id)
		OR NEW.points > 0 AND EXISTS (SELECT 1 FROM point_entries o WHERE o.source = replace(NEW.source, ':in', ':out') AND o.points = -NEW.points
			AND o.evidence = 'household:' || NEW.household_id AND NEW.source = 'merger:' || o.household_id || ':in'));
END;

-- What is held goes on in the household into which its own was merged, as it was.
CREATE TRIGGER point_entries_held_on BEFORE INSERT ON point_entries WHEN NEW.source GLOB 'moved:*' BEGIN
	SELECT RAISE(ABORT, 'point_entries: what is held goes on where its household goes on') WHERE NEW.kind <> 'hold' OR NOT EXISTS (
		SELECT 1 FROM point_entries o JOIN point_entries r ON r.refers_to = o.seq AND r.kind = 'reverse' JOIN households h ON h.id = o.household_id
		WHERE NEW.source = 'moved:' || o.seq AND o.kind = 'hold' AND o.held = NEW.held AND o.evidence = NEW.evidence AND o.rule_id = NEW.rule_id
			AND o.month = NEW.month AND h.goes_on_id = NEW.household_id AND r.at = NEW.at);
END;

-- What the village's fund stands for: an award that its fund covers whole; what is redeemed or expires; what takes back, as what it takes back. By hand, honour goes first.

CREATE TRIGGER point_entries_backed BEFORE INSERT ON point_entries BEGIN
	SELECT RAISE(ABORT, 'point_entries: what is redeemable does not follow') WHERE coalesce(NEW.redeemable, 0) <> coalesce(CASE
		WHEN NEW.points = 0 THEN 0
		WHEN NEW.kind IN ('redeem', 'expire') THEN NEW.points
		WHEN NEW.kind = 'reverse' THEN (SELECT iif(redeemable = 0, 0, NEW.points) FROM point_legs WHERE entry_seq = NEW.refers_to)
		WHEN NEW.source GLOB 'merger:*:out' THEN -(SELECT redeemable_after FROM point_legs WHERE household_id = NEW.household_id ORDER BY entry_seq DESC LIMIT 1)
		WHEN NEW.source GLOB 'merger:*:in' THEN -(SELECT redeemable FROM point_legs WHERE entry_seq = (SELECT seq FROM point_entries WHERE source = replace(NEW.source, ':in', ':out')))
		WHEN NEW.points > 0 THEN (SELECT iif(NEW.points <= a.deposited - a.liability - a.spent, NEW.points, 0)
			FROM village_accounts a JOIN households h ON h.village_id = a.village_id WHERE h.id = NEW.household_id)
		ELSE -max(0, -NEW.points - (NEW.balance_after - NEW.points)
			+ coalesce((SELECT redeemable_after FROM point_legs WHERE household_id = NEW.household_id ORDER BY entry_seq DESC LIMIT 1), 0))
	END, 0);
END;

-- An award is made under a line that is in force for the household's village, and is no more than the line says; what was moved in a merger keeps its own.
CREATE TRIGGER point_entries_under_a_rule BEFORE INSERT ON point_entries WHEN NEW.kind IN ('issue', 'hold') BEGIN
	SELECT RAISE(ABORT, 'point_entries: no such rule is in force there') WHERE NOT EXISTS (
		SELECT 1 FROM point_rules r JOIN rule_sets s ON s.id = r.set_id JOIN households h ON h.id = NEW.household_id
		WHERE r.id = NEW.rule_id AND s.effective_from <= NEW.at AND (s.village_id IS NULL OR s.village_id = h.village_id OR NEW.source GLOB 'moved:*')
			AND NEW.points + NEW.held <= max(r.points, coalesce(r.grade_points ->> 2, 0)));
END;

-- Nobody redeems for a household that is closed; what is redeemed or expires stands under no rule that pays.
CREATE TRIGGER point_entries_spent BEFORE INSERT ON point_entries WHEN NEW.kind IN ('redeem', 'expire') BEGIN
	SELECT RAISE(ABORT, 'point_entries: what is spent stands under the line for it') WHERE NEW.rule_id NOT IN (SELECT id FROM point_rules WHERE code = 'T02');
	SELECT RAISE(ABORT, 'point_entries: a closed household redeems nothing') WHERE NEW.kind = 'redeem'
		AND EXISTS (SELECT 1 FROM households WHERE id = NEW.household_id AND closed_at IS NOT NULL);
END;

-- Both sides of each entry. In a merger over the border of a village, what stands for the points goes along.
CREATE TRIGGER point_entries_have_legs AFTER INSERT ON point_entries BEGIN
	INSERT INTO fund_moves (from_village_id, to_village_id, household_id, points, is_owed, after_seq)
		SELECT o.village_id, h.village_id, NEW.household_id, NEW.redeemable, 0, NEW.seq FROM households h
			JOIN point_legs o ON o.entry_seq = (SELECT seq FROM point_entries WHERE source = replace(NEW.source, ':in', ':out'))
		WHERE NEW.source GLOB 'merger:*:in' AND NEW.redeemable > 0 AND h.id = NEW.household_id AND o.village_id <> h.village_id;
	INSERT INTO point_legs (entry_seq, household_id, village_id, redeemable, honour, held, fund, spent, given, redeemable_after, honour_after)
		SELECT NEW.seq, NEW.household_id, e.village_id, e.r, NEW.points - e.r, NEW.held, iif(e.is_spent, 0, -e.r), iif(e.is_spent, -e.r, 0), e.r - NEW.points - NEW.held,
			e.before + e.r, NEW.balance_after - e.before - e.r
		FROM (SELECT h.village_id, coalesce(NEW.redeemable, 0) AS r,
				coalesce((SELECT redeemable_after FROM point_legs WHERE household_id = NEW.household_id ORDER BY entry_seq DESC LIMIT 1), 0) AS before,
				NEW.kind = 'redeem' OR EXISTS (SELECT 1 FROM point_entries WHERE seq = NEW.refers_to AND kind = 'redeem') AS is_spent
			FROM households h WHERE h.id = NEW.household_id) e;
END;

CREATE TRIGGER point_legs_come_with_entries BEFORE INSERT ON point_legs BEGIN
	SELECT RAISE(ABORT, 'point_legs are those of an entry') WHERE NOT EXISTS (SELECT 1 FROM point_entries WHERE seq = NEW.entry_seq AND household_id = NEW.household_id
		AND points = NEW.redeemable + NEW.honour AND held = NEW.held AND coalesce(redeemable, 0) = NEW.redeemable AND balance_after = NEW.redeemable_after + NEW.honour_after);
END;

CREATE TRIGGER point_legs_in_the_books AFTER INSERT ON point_legs WHEN NEW.redeemable <> 0 BEGIN
	UPDATE village_accounts SET liability = liability + NEW.redeemable, spent = spent + NEW.spent WHERE village_id = NEW.village_id;
	INSERT INTO point_lots (household_id, month, given) SELECT NEW.household_id, month, NEW.redeemable FROM point_entries WHERE seq = NEW.entry_seq AND NEW.redeemable > 0
		ON CONFLICT DO UPDATE SET given = given + excluded.given, ended_at = NULL;
	UPDATE point_lots SET expired = expired - NEW.redeemable WHERE household_id = NEW.household_id
		AND month = (SELECT month FROM point_entries WHERE seq = NEW.entry_seq AND kind = 'expire');
END;
