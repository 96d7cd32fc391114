-- Each place and household has an entry for the finder. It is stale, and so read anew, once a word changes by which it is found.

CREATE TRIGGER regions_entered AFTER INSERT ON regions BEGIN
	INSERT INTO search_entries (region_id) VALUES (NEW.id);
END;

CREATE TRIGGER households_entered AFTER INSERT ON households BEGIN
	INSERT INTO search_entries (household_id) VALUES (NEW.id);
END;

CREATE TRIGGER regions_found_anew AFTER UPDATE OF name, code, path ON regions WHEN NEW.name <> OLD.name OR NEW.code <> OLD.code OR NEW.path <> OLD.path BEGIN
	UPDATE search_entries SET is_stale = 1 WHERE region_id = NEW.id;
	UPDATE search_entries SET is_stale = 1 WHERE NEW.path <> OLD.path AND household_id IN (SELECT id FROM households WHERE hamlet_id = NEW.id AND closed_at IS NULL);
	UPDATE search_entries SET is_stale = 1 WHERE NEW.path <> OLD.path AND household_id IN (SELECT id FROM households WHERE hamlet_id = NEW.id AND closed_at IS NOT NULL);
END;

CREATE TRIGGER households_found_anew AFTER UPDATE OF head_name, number, hamlet_id ON households
WHEN NEW.head_name <> OLD.head_name OR NEW.number <> OLD.number OR NEW.hamlet_id <> OLD.hamlet_id BEGIN
	UPDATE search_entries SET is_stale = 1 WHERE household_id = NEW.id;
END;

CREATE TRIGGER search_entries_leave AFTER DELETE ON search_entries BEGIN
	DELETE FROM search_index WHERE rowid = OLD.number;
END;
