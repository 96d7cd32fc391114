-- What is counted for each region changes in the transaction of what it counts. A thing counts in each place of its hamlet's path.

CREATE VIEW places_above AS
	SELECT r.id AS region_id, a.value AS above_id FROM regions r JOIN json_each('["' || replace(trim(r.path, '/'), '/', '","') || '"]') a;

CREATE TRIGGER regions_counted AFTER INSERT ON regions BEGIN
	INSERT INTO region_figures (region_id) VALUES (NEW.id);
	UPDATE region_figures SET places = places + (region_id IS NEW.parent_id), hamlets = hamlets + (NEW.level = 'hamlet')
		WHERE NEW.valid_to IS NULL AND region_id IN (SELECT above_id FROM places_above WHERE region_id = NEW.id);
END;

CREATE TRIGGER regions_closed_counted AFTER UPDATE OF valid_to ON regions WHEN (NEW.valid_to IS NULL) <> (OLD.valid_to IS NULL) BEGIN
	UPDATE region_figures SET places = places + (region_id IS NEW.parent_id) * iif(NEW.valid_to IS NULL, 1, -1),
		hamlets = hamlets + (NEW.level = 'hamlet') * iif(NEW.valid_to IS NULL, 1, -1)
		WHERE region_id IN (SELECT above_id FROM places_above WHERE region_id = NEW.id);
END;

-- What lies in a place that moves goes along, whatever it is.
CREATE TRIGGER regions_moved_counted AFTER UPDATE OF parent_id ON regions WHEN NEW.parent_id IS NOT OLD.parent_id BEGIN
	UPDATE region_figures SET places = region_figures.places - (region_figures.region_id IS OLD.parent_id AND OLD.valid_to IS NULL),
		hamlets = region_figures.hamlets - own.hamlets, households = region_figures.households - own.households, pairs = region_figures.pairs - own.pairs,
		self_started = region_figures.self_started - own.self_started, taking_part = region_figures.taking_part - own.taking_part,
		waiting = region_figures.waiting - own.waiting FROM region_figures own
		WHERE own.region_id = NEW.id AND region_figures.region_id IN (SELECT above_id FROM places_above WHERE region_id = OLD.parent_id);
	UPDATE region_figures SET places = region_figures.places + (region_figures.region_id IS NEW.parent_id AND NEW.valid_to IS NULL),
		hamlets = region_figures.hamlets + own.hamlets, households = region_figures.households + own.households, pairs = region_figures.pairs + own.pairs,
		self_started = region_figures.self_started + own.self_started, taking_part = region_figures.taking_part + own.taking_part,
		waiting = region_figures.waiting + own.waiting FROM region_figures own
		WHERE own.region_id = NEW.id AND region_figures.region_id IN (SELECT above_id FROM places_above WHERE region_id = NEW.parent_id);
END;

CREATE TRIGGER households_counted AFTER INSERT ON households WHEN NEW.closed_at IS NULL BEGIN
	UPDATE region_figures SET households = households + 1 WHERE region_id IN (SELECT above_id FROM places_above WHERE region_id = NEW.hamlet_id);
END;

CREATE TRIGGER households_gone_counted AFTER DELETE ON households WHEN OLD.closed_at IS NULL BEGIN
	UPDATE region_figures SET households = households - 1 WHERE region_id IN (SELECT above_id FROM places_above WHERE region_id = OLD.hamlet_id);
END;

CREATE TRIGGER households_changed_counted AFTER UPDATE OF hamlet_id, closed_at ON households
WHEN NEW.hamlet_id <> OLD.hamlet_id OR (NEW.closed_at IS NULL) <> (OLD.closed_at IS NULL) BEGIN
	UPDATE region_figures SET households = households - 1
		WHERE OLD.closed_at IS NULL AND region_id IN (SELECT above_id FROM places_above WHERE region_id = OLD.hamlet_id);
	UPDATE region_figures SET households = households + 1
		WHERE NEW.closed_at IS NULL AND region_id IN (SELECT above_id FROM places_above WHERE region_id = NEW.hamlet_id);
END;

-- A household takes part with its first published pair, until its last one is gone.
CREATE TRIGGER submissions_counted AFTER UPDATE OF stage, household_id, hamlet_id ON submissions
WHEN (NEW.stage <> OLD.stage OR NEW.household_id <> OLD.household_id OR NEW.hamlet_id <> OLD.hamlet_id)
	AND (OLD.stage IN ('published', 'waiting') OR NEW.stage IN ('published', 'waiting')) BEGIN
	UPDATE region_figures SET waiting = waiting - (OLD.stage = 'waiting'), pairs = pairs - (OLD.stage = 'published'),
		self_started = self_started - (OLD.stage = 'published' AND OLD.started_by IS 'self'),
		taking_part = taking_part - (OLD.stage = 'published' AND NOT EXISTS (SELECT 1 FROM submissions
			WHERE household_id = OLD.household_id AND hamlet_id = OLD.hamlet_id AND stage = 'published' AND id <> OLD.id))
		WHERE OLD.stage IN ('published', 'waiting') AND region_id IN (SELECT above_id FROM places_above WHERE region_id = OLD.hamlet_id);
	UPDATE region_figures SET waiting = waiting + (NEW.stage = 'waiting'), pairs = pairs + (NEW.stage = 'published'),
		self_started = self_started + (NEW.stage = 'published' AND NEW.started_by IS 'self'),
		taking_part = taking_part + (NEW.stage = 'published' AND NOT EXISTS (SELECT 1 FROM submissions
			WHERE household_id = NEW.household_id AND hamlet_id = NEW.hamlet_id AND stage = 'published' AND id <> NEW.id))
		WHERE NEW.stage IN ('published', 'waiting') AND region_id IN (SELECT above_id FROM places_above WHERE region_id = NEW.hamlet_id);
END;

-- The looks of drawn walks that count for a village: neither a gap in its facilities nor what it appealed against.
CREATE VIEW looks_that_count AS SELECT w.id AS walk_id, i.spot_id, w.hamlet_id, w.month, i.found = 'clean' OR EXISTS (SELECT 1 FROM spots_without_fault WHERE spot_id = i.spot_id) AS clean
	FROM inspection_walks w JOIN inspections i ON i.walk_id = w.id
	WHERE w.done_at IS NOT NULL AND (i.found = 'clean' OR EXISTS (SELECT 1 FROM spots_without_fault WHERE spot_id = i.spot_id) OR i.found = 'fault' AND i.cause <> 'facility_gap'
		AND (SELECT cause FROM spots WHERE id = i.spot_id) IS NOT 'facility_gap' AND NOT EXISTS (
			SELECT 1 FROM spot_assignments a WHERE a.spot_id = i.spot_id AND a.appealed_at IS NOT NULL AND a.appeal_answer IS NOT 'rejected'));

-- The orders whose fix was confirmed, and to which who reported it did not say that it isn't.
CREATE VIEW mended_orders AS SELECT c.spot_id, c.seq, c.at, s.hamlet_id, MONTH(c.at) AS month, a.due_at >= (
		SELECT f.at FROM spot_stages f WHERE f.spot_id = c.spot_id AND f.stage = 'said_fixed' AND f.seq < c.seq ORDER BY f.seq DESC LIMIT 1) AS in_time
	FROM spot_stages c JOIN spots s ON s.id = c.spot_id JOIN spot_assignments a ON a.spot_id = c.spot_id
		AND a.number = (SELECT count(*) FROM spot_stages WHERE spot_id = c.spot_id AND stage = 'assigned' AND seq < c.seq)
	WHERE c.stage = 'confirmed' AND a.cause <> 'facility_gap' AND a.grade <> 'D' AND (a.appealed_at IS NULL OR a.appeal_answer = 'rejected')
		AND NOT EXISTS (SELECT 1 FROM spot_stages n WHERE n.spot_id = c.spot_id AND n.seq = c.seq + 1 AND n.stage = 'in_hand');

CREATE VIEW months_of_spots AS
	SELECT l.spot_id, a.above_id AS region_id, l.month, 1 AS looked, l.clean, 0 AS mended, 0 AS in_time
		FROM looks_that_count l JOIN places_above a ON a.region_id = l.hamlet_id WHERE l.spot_id IS NOT NULL
	UNION ALL SELECT o.spot_id, a.above_id, o.month, 0, 0, 1, o.in_time FROM mended_orders o JOIN places_above a ON a.region_id = o.hamlet_id;

CREATE TRIGGER submissions_counted_by_month AFTER UPDATE OF stage, published_at, hamlet_id ON submissions
WHEN NEW.published_at IS NOT OLD.published_at OR NEW.hamlet_id <> OLD.hamlet_id OR (NEW.stage = 'published') <> (OLD.stage = 'published') BEGIN
	UPDATE region_months SET pairs = pairs - 1 WHERE OLD.stage = 'published' AND month = MONTH(OLD.published_at)
		AND region_id IN (SELECT above_id FROM places_above WHERE region_id = OLD.hamlet_id);
	INSERT INTO region_months (region_id, month, pairs) SELECT above_id, MONTH(NEW.published_at), 1 FROM places_above
		WHERE NEW.stage = 'published' AND NEW.published_at IS NOT NULL AND region_id = NEW.hamlet_id
		ON CONFLICT DO UPDATE SET pairs = pairs + 1;
END;

CREATE TRIGGER inspection_walks_counted AFTER UPDATE OF done_at ON inspection_walks WHEN NEW.done_at IS NOT NULL BEGIN
	UPDATE region_figures SET walked_at = max(coalesce(walked_at, 0), NEW.done_at) WHERE region_id = NEW.hamlet_id;
	INSERT INTO region_months (region_id, month, looked, clean) SELECT a.above_id, NEW.month, count(*), sum(l.clean)
		FROM looks_that_count l JOIN places_above a ON a.region_id = l.hamlet_id WHERE l.walk_id = NEW.id GROUP BY a.above_id
		ON CONFLICT DO UPDATE SET looked = looked + excluded.looked, clean = clean + excluded.clean;
END;

-- What a step, an appeal, a second look or another cause changes: what the spot counted before is taken away, and what it counts then is added.
CREATE TRIGGER spot_stages_uncounted BEFORE INSERT ON spot_stages WHEN NEW.stage IN ('confirmed', 'in_hand') BEGIN
	INSERT INTO region_months (region_id, month, looked, clean, mended, mended_in_time)
		SELECT region_id, month, -looked, -clean, -mended, -in_time FROM months_of_spots WHERE spot_id = NEW.spot_id ON CONFLICT DO UPDATE SET
		looked = looked + excluded.looked, clean = clean + excluded.clean, mended = mended + excluded.mended, mended_in_time = mended_in_time + excluded.mended_in_time;
END;

CREATE TRIGGER spot_stages_counted AFTER INSERT ON spot_stages WHEN NEW.stage IN ('confirmed', 'in_hand') BEGIN
	INSERT INTO region_months (region_id, month, looked, clean, mended, mended_in_time)
		SELECT region_id, month, looked, clean, mended, in_time FROM months_of_spots WHERE spot_id = NEW.spot_id ON CONFLICT DO UPDATE SET
		looked = looked + excluded.looked, clean = clean + excluded.clean, mended = mended + excluded.mended, mended_in_time = mended_in_time + excluded.mended_in_time;
END;

CREATE TRIGGER spot_appeals_uncounted BEFORE UPDATE OF appealed_at, appeal_answer ON spot_assignments BEGIN
	INSERT INTO region_months (region_id, month, looked, clean, mended, mended_in_time)
		SELECT region_id, month, -looked, -clean, -mended, -in_time FROM months_of_spots WHERE spot_id = NEW.spot_id ON CONFLICT DO UPDATE SET
		looked = looked + excluded.looked, clean = clean + excluded.clean, mended = mended + excluded.mended, mended_in_time = mended_in_time + excluded.mended_in_time;
END;

CREATE TRIGGER spot_appeals_counted AFTER UPDATE OF appealed_at, appeal_answer ON spot_assignments BEGIN
	INSERT INTO region_months (region_id, month, looked, clean, mended, mended_in_time)
		SELECT region_id, month, looked, clean, mended, in_time FROM months_of_spots WHERE spot_id = NEW.spot_id ON CONFLICT DO UPDATE SET
		looked = looked + excluded.looked, clean = clean + excluded.clean, mended = mended + excluded.mended, mended_in_time = mended_in_time + excluded.mended_in_time;
END;

CREATE TRIGGER spot_second_looks_uncounted BEFORE UPDATE OF is_reopened ON spot_second_looks BEGIN
	INSERT INTO region_months (region_id, month, looked, clean, mended, mended_in_time)
		SELECT region_id, month, -looked, -clean, -mended, -in_time FROM months_of_spots WHERE spot_id = NEW.spot_id ON CONFLICT DO UPDATE SET
		looked = looked + excluded.looked, clean = clean + excluded.clean, mended = mended + excluded.mended, mended_in_time = mended_in_time + excluded.mended_in_time;
END;

CREATE TRIGGER spot_second_looks_counted AFTER UPDATE OF is_reopened ON spot_second_looks BEGIN
	INSERT INTO region_months (region_id, month, looked, clean, mended, mended_in_time)
		SELECT region_id, month, looked, clean, mended, in_time FROM months_of_spots WHERE spot_id = NEW.spot_id ON CONFLICT DO UPDATE SET
		looked = looked + excluded.looked, clean = clean + excluded.clean, mended = mended + excluded.mended, mended_in_time = mended_in_time + excluded.mended_in_time;
END;

CREATE TRIGGER spot_causes_uncounted BEFORE UPDATE OF cause ON spots WHEN NEW.cause IS NOT OLD.cause BEGIN
	INSERT INTO region_months (region_id, month, looked, clean, mended, mended_in_time)
		SELECT region_id, month, -looked, -clean, -mended, -in_time FROM months_of_spots WHERE spot_id = NEW.id ON CONFLICT DO UPDATE SET
		looked = looked + excluded.looked, clean = clean + excluded.clean, mended = mended + excluded.mended, mended_in_time = mended_in_time + excluded.mended_in_time;
END;

CREATE TRIGGER spot_causes_counted AFTER UPDATE OF cause ON spots WHEN NEW.cause IS NOT OLD.cause BEGIN
	INSERT INTO region_months (region_id, month, looked, clean, mended, mended_in_time)
		SELECT region_id, month, looked, clean, mended, in_time FROM months_of_spots WHERE spot_id = NEW.id ON CONFLICT DO UPDATE SET
		looked = looked + excluded.looked, clean = clean + excluded.clean, mended = mended + excluded.mended, mended_in_time = mended_in_time + excluded.mended_in_time;
END;

CREATE TRIGGER regions_months_moved AFTER UPDATE OF parent_id ON regions WHEN NEW.parent_id IS NOT OLD.parent_id BEGIN
	INSERT INTO region_months SELECT a.above_id, m.month, -m.pairs, -m.looked, -m.clean, -m.mended, -m.mended_in_time
		FROM region_months m JOIN places_above a ON a.region_id = OLD.parent_id WHERE m.region_id = NEW.id ON CONFLICT DO UPDATE SET pairs = pairs + excluded.pairs,
		looked = looked + excluded.looked, clean = clean + excluded.clean, mended = mended + excluded.mended, mended_in_time = mended_in_time + excluded.mended_in_time;
	INSERT INTO region_months SELECT a.above_id, m.month, m.pairs, m.looked, m.clean, m.mended, m.mended_in_time
		FROM region_months m JOIN places_above a ON a.region_id = NEW.parent_id WHERE m.region_id = NEW.id ON CONFLICT DO UPDATE SET pairs = pairs + excluded.pairs,
		looked = looked + excluded.looked, clean = clean + excluded.clean, mended = mended + excluded.mended, mended_in_time = mended_in_time + excluded.mended_in_time;
END;
