-- A file is published once, whole: all its pieces, and none after them.

CREATE TRIGGER published_files_once BEFORE INSERT ON published_files WHEN EXISTS (SELECT 1 FROM published_files WHERE kind = NEW.kind AND subject = NEW.subject) BEGIN
	SELECT RAISE(ABORT, 'published_files: once');
END;

CREATE TRIGGER published_pieces_of_their_file BEFORE INSERT ON published_pieces BEGIN
	SELECT RAISE(ABORT, 'published_pieces: a published file stays as it is') WHERE NEW.place < 1 OR EXISTS (
		SELECT 1 FROM published_files WHERE kind = NEW.kind AND subject = NEW.subject AND NEW.place > pieces);
END;
