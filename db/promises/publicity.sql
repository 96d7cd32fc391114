-- An entry of the calendar is of an open place; once called off it stays as it was.

CREATE TRIGGER calendar_entries_of_open_place BEFORE INSERT ON calendar_entries BEGIN
	SELECT RAISE(ABORT, 'calendar_entries: the place is closed') WHERE (SELECT valid_to FROM regions WHERE id = NEW.region_id) IS NOT NULL;
END;

CREATE TRIGGER calendar_entries_called_off_stay BEFORE UPDATE ON calendar_entries WHEN OLD.called_off_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'calendar_entries: what was called off stays so');
END;

CREATE TRIGGER calendar_entries_kept BEFORE DELETE ON calendar_entries BEGIN
	SELECT RAISE(ABORT, 'calendar_entries: called off, not deleted');
END;

-- An address of the calendar ends with the account; one that comes back makes itself another.

CREATE TRIGGER calendar_feeds_end_with_account AFTER UPDATE OF disabled_at ON people WHEN NEW.disabled_at IS NOT NULL BEGIN
	DELETE FROM calendar_feeds WHERE person_id = NEW.id;
END;
