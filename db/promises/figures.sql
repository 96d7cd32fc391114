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

CREATE TRIGGER submissions_last_published AFTER UPDATE OF stage, published_at, hamlet_id ON submissions
WHEN NEW.published_at IS NOT OLD.published_at OR NEW.hamlet_id <> OLD.hamlet_id OR (NEW.stage = 'published') <> (OLD.stage = 'published') BEGIN
	UPDATE region_figures SET last_published_at = (SELECT max(published_at) FROM submissions WHERE hamlet_id = region_id AND stage = 'published')
		WHERE region_id IN (OLD.hamlet_id, NEW.hamlet_id);
END;
