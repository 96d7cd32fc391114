-- A notice never changes.

CREATE TRIGGER notices_no_update BEFORE UPDATE ON notices BEGIN SELECT RAISE(ABORT, 'notices do not change'); END;

-- That an account was closed for a death is told until somebody opens it again.
CREATE TRIGGER people_live_after_all AFTER UPDATE OF disabled_at ON people WHEN OLD.disabled_at IS NOT NULL AND NEW.disabled_at IS NULL BEGIN
	DELETE FROM notices WHERE kind = 'staff_died' AND subject = 'person:' || NEW.id;
END;
