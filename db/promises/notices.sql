-- A notice says what it said, until it is gone.

CREATE TRIGGER notices_no_update BEFORE UPDATE ON notices BEGIN SELECT RAISE(ABORT, 'notices do not change'); END;
