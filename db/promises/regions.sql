-- Where things lie is written several times, so that lists need no join: as the place above, as a path, and as the village of households and of their pairs. They agree.

CREATE TRIGGER regions_placed BEFORE INSERT ON regions BEGIN
	SELECT RAISE(ABORT, 'regions: a path leads over the place above, which is one level higher') WHERE NEW.path <>
		coalesce((SELECT path FROM regions WHERE id = NEW.parent_id), '/') || NEW.id || '/' OR (SELECT level FROM regions WHERE id = NEW.parent_id) IS NOT
		CASE NEW.level WHEN 'hamlet' THEN 'village' WHEN 'village' THEN 'town' WHEN 'town' THEN 'district' END;
END;

CREATE TRIGGER regions_moved BEFORE UPDATE OF id, level, parent_id, path ON regions BEGIN
	SELECT RAISE(ABORT, 'regions: a path leads over the place above, which is one level higher') WHERE NEW.path <>
		coalesce((SELECT path FROM regions WHERE id = NEW.parent_id), '/') || NEW.id || '/' OR (SELECT level FROM regions WHERE id = NEW.parent_id) IS NOT
		CASE NEW.level WHEN 'hamlet' THEN 'village' WHEN 'village' THEN 'town' WHEN 'town' THEN 'district' END;
	SELECT RAISE(ABORT, 'regions stand still while a vote there is under way') WHERE NEW.parent_id IS NOT OLD.parent_id
		AND EXISTS (SELECT 1 FROM places_in_vote v WHERE instr(v.path, OLD.path) = 1 OR instr(OLD.path, v.path) = 1);
END;

CREATE TRIGGER regions_ended BEFORE UPDATE OF valid_to, merged_into_id ON regions BEGIN
	SELECT RAISE(ABORT, 'regions: what was closed stays closed') WHERE OLD.valid_to IS NOT NULL
		AND (NEW.valid_to IS NOT OLD.valid_to OR NEW.merged_into_id IS NOT OLD.merged_into_id);
	SELECT RAISE(ABORT, 'regions: a place is closed when nobody lives in it and nothing lies below') WHERE NEW.valid_to IS NOT NULL AND OLD.valid_to IS NULL
		AND (EXISTS (SELECT 1 FROM regions WHERE parent_id = OLD.id AND valid_to IS NULL) OR EXISTS (SELECT 1 FROM households WHERE hamlet_id = OLD.id AND closed_at IS NULL));
	SELECT RAISE(ABORT, 'regions: a place that closes may be merged into an open one of its level') WHERE NEW.merged_into_id IS NOT NULL AND OLD.merged_into_id IS NULL
		AND (NEW.valid_to IS NULL OR NOT EXISTS (SELECT 1 FROM regions WHERE id = NEW.merged_into_id AND id <> NEW.id AND level = NEW.level AND valid_to IS NULL));
	SELECT RAISE(ABORT, 'regions stand still while a vote there is under way') WHERE NEW.merged_into_id IS NOT NULL AND OLD.merged_into_id IS NULL
		AND EXISTS (SELECT 1 FROM places_in_vote v WHERE instr(v.path, OLD.path) = 1 OR instr(OLD.path, v.path) = 1);
END;

CREATE TRIGGER households_lie_in_a_hamlet BEFORE INSERT ON households WHEN NEW.hamlet_id IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'households live in an open hamlet and in its village') WHERE NOT EXISTS (
		SELECT 1 FROM regions WHERE id = NEW.hamlet_id AND level = 'hamlet' AND parent_id = NEW.village_id AND valid_to IS NULL);
END;

CREATE TRIGGER households_go_to_a_hamlet BEFORE UPDATE OF hamlet_id, village_id ON households BEGIN
	SELECT RAISE(ABORT, 'households live in an open hamlet and in its village') WHERE NOT EXISTS (
		SELECT 1 FROM regions WHERE id = NEW.hamlet_id AND level = 'hamlet' AND parent_id = NEW.village_id
			AND (valid_to IS NULL OR NEW.hamlet_id = OLD.hamlet_id));
END;

CREATE TRIGGER regions_move_with_households AFTER UPDATE OF parent_id ON regions WHEN NEW.level = 'hamlet' AND NEW.parent_id IS NOT OLD.parent_id BEGIN
	-- Open and closed ones have an index each.
	UPDATE households SET village_id = NEW.parent_id WHERE hamlet_id = NEW.id AND closed_at IS NULL;
	UPDATE households SET village_id = NEW.parent_id WHERE hamlet_id = NEW.id AND closed_at IS NOT NULL;
END;

CREATE TRIGGER households_go_with_pairs AFTER UPDATE OF hamlet_id, village_id ON households WHEN NEW.hamlet_id <> OLD.hamlet_id OR NEW.village_id <> OLD.village_id BEGIN
	UPDATE submissions SET hamlet_id = NEW.hamlet_id, village_id = NEW.village_id WHERE household_id = NEW.id;
END;
