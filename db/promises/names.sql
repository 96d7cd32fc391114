-- A name has something in it and an end: the domain counts characters as people do, the database code points. 240 is NAME_CODE_POINTS in `src/domain/text.ts`.

CREATE TRIGGER regions_named BEFORE INSERT ON regions WHEN length(NEW.name) NOT BETWEEN 1 AND 240 BEGIN
	SELECT RAISE(ABORT, 'regions: a name has 1 to 240 characters');
END;

CREATE TRIGGER regions_renamed BEFORE UPDATE OF name ON regions WHEN length(NEW.name) NOT BETWEEN 1 AND 240 BEGIN
	SELECT RAISE(ABORT, 'regions: a name has 1 to 240 characters');
END;

CREATE TRIGGER households_named BEFORE INSERT ON households WHEN length(NEW.head_name) NOT BETWEEN 1 AND 240 BEGIN
	SELECT RAISE(ABORT, 'households: a name has 1 to 240 characters');
END;

CREATE TRIGGER households_renamed BEFORE UPDATE OF head_name ON households WHEN length(NEW.head_name) NOT BETWEEN 1 AND 240 BEGIN
	SELECT RAISE(ABORT, 'households: a name has 1 to 240 characters');
END;

CREATE TRIGGER people_named BEFORE INSERT ON people WHEN length(NEW.name) NOT BETWEEN 1 AND 240 BEGIN
	SELECT RAISE(ABORT, 'people: a name has 1 to 240 characters');
END;

CREATE TRIGGER people_renamed BEFORE UPDATE OF name ON people WHEN length(NEW.name) NOT BETWEEN 1 AND 240 BEGIN
	SELECT RAISE(ABORT, 'people: a name has 1 to 240 characters');
END;

CREATE TRIGGER vote_nominations_said_by_name BEFORE UPDATE OF said_by ON vote_nominations WHEN length(NEW.said_by) NOT BETWEEN 1 AND 240 BEGIN
	SELECT RAISE(ABORT, 'vote_nominations: a name has 1 to 240 characters');
END;
