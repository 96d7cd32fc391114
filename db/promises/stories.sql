-- 三审: three different people, none of whom wrote it; who lets it out is independent of who wrote it.
CREATE TRIGGER story_stages_step BEFORE INSERT ON story_stages BEGIN
	SELECT RAISE(ABORT, 'story_stages: looked at once it is written, and not again as it was returned') WHERE NEW.stage = 'first' AND NOT EXISTS (
		SELECT 1 FROM stories s WHERE s.id = NEW.story_id AND s.version > 0
			AND NOT EXISTS (SELECT 1 FROM story_decisions WHERE story_id = s.id AND version = s.version AND outcome = 'returned'));
	SELECT RAISE(ABORT, 'story_stages: passed by somebody first') WHERE NEW.stage IN ('second', 'final', 'approved') AND NOT EXISTS (
		SELECT 1 FROM stories s JOIN story_decisions r ON r.story_id = s.id AND r.version = s.version AND r.step = s.stage AND r.outcome = 'passed'
		WHERE s.id = NEW.story_id AND r.decided_by = NEW.actor_id AND r.decided_at = NEW.at);
	SELECT RAISE(ABORT, 'story_stages: published within its time') WHERE NEW.stage = 'published' AND NOT EXISTS (
		SELECT 1 FROM stories WHERE id = NEW.story_id AND starts_at <= NEW.at AND (ends_at IS NULL OR ends_at > NEW.at));
	SELECT RAISE(ABORT, 'story_stages: with published pairs only') WHERE NEW.stage IN ('first', 'second', 'final', 'approved', 'published') AND EXISTS (
		SELECT 1 FROM stories s JOIN story_pairs p ON p.story_id = s.id AND p.version = s.version JOIN submissions u ON u.id = p.submission_id
		WHERE s.id = NEW.story_id AND u.stage <> 'published');
END;

CREATE TRIGGER story_stages_published AFTER INSERT ON story_stages WHEN NEW.stage = 'published' BEGIN
	UPDATE stories SET published_at = NEW.at WHERE id = NEW.story_id;
END;

-- A pair that leaves the site takes every story that shows it back to its writer, in the same transaction.
CREATE TRIGGER stories_without_their_pair AFTER INSERT ON submission_stages WHEN NEW.stage <> 'published' BEGIN
	INSERT OR IGNORE INTO notices (id, kind, params, subject, source, person_id, created_at)
		SELECT lower(hex(randomblob(8))), 'story_left_by', json_object('place', (SELECT name FROM regions WHERE id = s.region_id), 'what', 'pair'), 'story:' || s.id, 'story_left_by/' || NEW.id || '/' || s.id || '/' || h.person_id, h.person_id, NEW.at
		FROM stories s JOIN story_pairs p ON p.story_id = s.id AND p.version = s.version JOIN story_hands h ON h.story_id = s.id
		WHERE p.submission_id = NEW.submission_id AND s.stage NOT IN ('ended', 'dropped');
	INSERT INTO story_stages (id, story_id, seq, stage, at, note)
		SELECT lower(hex(randomblob(8))), s.id, 1 + (SELECT count(*) FROM story_stages WHERE story_id = s.id), 'writing', NEW.at, 'pair_left'
		FROM stories s JOIN story_pairs p ON p.story_id = s.id AND p.version = s.version
		WHERE p.submission_id = NEW.submission_id AND s.stage IN ('first', 'second', 'final', 'approved', 'published');
END;

CREATE TRIGGER stories_kept BEFORE UPDATE ON stories BEGIN
	SELECT RAISE(ABORT, 'stories: whose and since when does not change') WHERE NEW.created_by <> OLD.created_by OR NEW.created_at <> OLD.created_at OR NEW.begun_from_id IS NOT OLD.begun_from_id;
	SELECT RAISE(ABORT, 'stories: its place does not change once somebody looks at it') WHERE NEW.region_id <> OLD.region_id AND OLD.stage <> 'writing';
	SELECT RAISE(ABORT, 'stories.version follows story_versions') WHERE NEW.version <> (SELECT count(*) FROM story_versions WHERE story_id = NEW.id);
	SELECT RAISE(ABORT, 'stories: published when its stage says so') WHERE NEW.published_at IS NOT OLD.published_at
		AND NEW.published_at IS NOT (SELECT at FROM story_stages WHERE story_id = NEW.id AND stage = 'published' ORDER BY seq DESC LIMIT 1);
END;

CREATE TRIGGER story_versions_written BEFORE INSERT ON story_versions BEGIN
	SELECT RAISE(ABORT, 'story_versions: one after the other, while it is being written') WHERE NOT EXISTS (
		SELECT 1 FROM stories WHERE id = NEW.story_id AND stage = 'writing' AND version = NEW.number - 1);
	SELECT RAISE(ABORT, 'story_versions: blocks of known kinds') WHERE EXISTS (
		SELECT 1 FROM json_each(NEW.blocks) b WHERE coalesce(b.value ->> 'kind', '') NOT IN ('heading', 'paragraph', 'quote', 'pair', 'picture', 'list', 'link'));
	SELECT RAISE(ABORT, 'story_versions: own pictures of this story') WHERE EXISTS (
		SELECT 1 FROM json_each(NEW.blocks) b WHERE b.value ->> 'kind' = 'picture' AND b.value ->> 'more' LIKE 'own/%'
			AND NOT EXISTS (SELECT 1 FROM story_photos WHERE photo_id = substr(b.value ->> 'more', 5) AND story_id = NEW.story_id));
END;

CREATE TRIGGER story_versions_shown AFTER INSERT ON story_versions BEGIN
	UPDATE stories SET version = NEW.number WHERE id = NEW.story_id;
	INSERT OR IGNORE INTO story_pairs (story_id, version, submission_id)
		SELECT NEW.story_id, NEW.number, NEW.lead_id WHERE NEW.lead_id IS NOT NULL
		UNION SELECT NEW.story_id, NEW.number, substr(b.value ->> 'more', 1, instr((b.value ->> 'more') || '/', '/') - 1)
			FROM json_each(NEW.blocks) b WHERE b.value ->> 'kind' IN ('pair', 'picture') AND b.value ->> 'more' NOT LIKE 'own/%';
	DELETE FROM story_households WHERE story_id = NEW.story_id AND added_by IS NULL AND household_id NOT IN (
		SELECT u.household_id FROM story_pairs p JOIN submissions u ON u.id = p.submission_id WHERE p.story_id = NEW.story_id AND p.version = NEW.number);
	INSERT OR IGNORE INTO story_households (story_id, household_id) SELECT NEW.story_id, u.household_id
		FROM story_pairs p JOIN submissions u ON u.id = p.submission_id WHERE p.story_id = NEW.story_id AND p.version = NEW.number;
END;

CREATE TRIGGER story_households_told BEFORE INSERT ON story_households BEGIN
	SELECT RAISE(ABORT, 'story_households: said while it is being written') WHERE NOT EXISTS (SELECT 1 FROM stories WHERE id = NEW.story_id AND stage = 'writing');
END;

CREATE TRIGGER story_households_open BEFORE INSERT ON story_households WHEN NEW.added_by IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'story_households: of a household that is there') WHERE NOT EXISTS (SELECT 1 FROM households WHERE id = NEW.household_id AND closed_at IS NULL);
END;

CREATE TRIGGER story_households_gone BEFORE DELETE ON story_households BEGIN
	SELECT RAISE(ABORT, 'story_households: said while it is being written') WHERE NOT EXISTS (SELECT 1 FROM stories WHERE id = OLD.story_id AND stage = 'writing');
END;

-- Pictures that the office took: looked at before the story is let out, and loaded by everybody only while it is public.
CREATE VIEW story_shown_photos AS SELECT v.story_id, v.number, substr(b.value ->> 'more', 5) AS photo_id FROM story_versions v, json_each(v.blocks) b
	WHERE b.value ->> 'kind' = 'picture' AND b.value ->> 'more' LIKE 'own/%';

CREATE TRIGGER story_photos_added BEFORE INSERT ON story_photos BEGIN
	SELECT RAISE(ABORT, 'story_photos: not of a household, a spot or a model village') WHERE EXISTS (SELECT 1 FROM photos WHERE id = NEW.photo_id AND household_id IS NOT NULL)
		OR EXISTS (SELECT 1 FROM spot_photos WHERE photo_id = NEW.photo_id) OR EXISTS (SELECT 1 FROM store_goods WHERE photo_id = NEW.photo_id) OR EXISTS (SELECT 1 FROM model_pairs WHERE NEW.photo_id IN (before_id, after_id));
	SELECT RAISE(ABORT, 'story_photos: added while it is being written') WHERE NOT EXISTS (SELECT 1 FROM stories WHERE id = NEW.story_id AND stage = 'writing');
END;

CREATE TRIGGER story_photos_no_update BEFORE UPDATE ON story_photos BEGIN SELECT RAISE(ABORT, 'story_photos never change'); END;

CREATE TRIGGER story_photos_gone BEFORE DELETE ON story_photos BEGIN
	SELECT RAISE(ABORT, 'story_photos: none that the newest version shows') WHERE NOT EXISTS (
		SELECT 1 FROM stories s WHERE s.id = OLD.story_id AND (s.stage = 'dropped' OR s.stage = 'writing' AND NOT EXISTS (
			SELECT 1 FROM story_shown_photos WHERE story_id = s.id AND number = s.version AND photo_id = OLD.photo_id)));
END;

CREATE TRIGGER story_stages_looked_at BEFORE INSERT ON story_stages WHEN NEW.stage IN ('approved', 'published') BEGIN
	SELECT RAISE(ABORT, 'story_stages: with own pictures that somebody looked at') WHERE EXISTS (
		SELECT 1 FROM stories s JOIN story_shown_photos o ON o.story_id = s.id AND o.number = s.version JOIN photos p ON p.id = o.photo_id
		WHERE s.id = NEW.story_id AND NOT EXISTS (SELECT 1 FROM photo_redactions WHERE photo_id = p.id AND revision = p.revision));
END;

CREATE TRIGGER story_stages_own_photos AFTER INSERT ON story_stages BEGIN
	UPDATE photos SET released_at = NULL WHERE NEW.stage <> 'published' AND released_at IS NOT NULL AND id IN (SELECT photo_id FROM story_photos WHERE story_id = NEW.story_id);
	UPDATE photos SET released_at = NEW.at WHERE NEW.stage = 'published' AND id IN (
		SELECT o.photo_id FROM story_shown_photos o JOIN stories s ON s.id = o.story_id AND s.version = o.number WHERE s.id = NEW.story_id);
END;

CREATE TRIGGER photos_of_stories_released BEFORE UPDATE OF released_at ON photos WHEN NEW.released_at IS NOT NULL AND NEW.household_id IS NULL BEGIN
	SELECT RAISE(ABORT, 'photos: of a story only while it is public and shows them') WHERE EXISTS (SELECT 1 FROM story_photos o WHERE o.photo_id = NEW.id AND (
		(SELECT stage FROM story_stages WHERE story_id = o.story_id ORDER BY seq DESC LIMIT 1) <> 'published'
		OR NOT EXISTS (SELECT 1 FROM story_shown_photos v JOIN stories s ON s.id = v.story_id AND s.version = v.number WHERE s.id = o.story_id AND v.photo_id = NEW.id)));
END;

CREATE TRIGGER story_decisions_made BEFORE INSERT ON story_decisions BEGIN
	SELECT RAISE(ABORT, 'story_decisions: of the newest version, at its step') WHERE NOT EXISTS (
		SELECT 1 FROM stories WHERE id = NEW.story_id AND version = NEW.version AND stage = NEW.step);
	SELECT RAISE(ABORT, 'story_decisions: by nobody who wrote it') WHERE EXISTS (
		SELECT 1 FROM story_versions WHERE story_id = NEW.story_id AND written_by = NEW.decided_by);
	SELECT RAISE(ABORT, 'story_decisions: by three different people') WHERE EXISTS (
		SELECT 1 FROM story_decisions WHERE story_id = NEW.story_id AND version = NEW.version AND decided_by = NEW.decided_by AND step <> NEW.step);
	SELECT RAISE(ABORT, 'story_decisions: by nobody close to a household in it') WHERE EXISTS (
		SELECT 1 FROM story_households t JOIN close_households c ON c.household_id = t.household_id WHERE t.story_id = NEW.story_id AND c.person_id = NEW.decided_by);
	SELECT RAISE(ABORT, 'story_decisions: let out by somebody independent of who wrote it') WHERE NEW.step = 'final' AND NEW.outcome = 'passed' AND EXISTS (
		SELECT 1 FROM story_versions v JOIN stories s ON s.id = v.story_id
		WHERE v.story_id = NEW.story_id AND v.number = NEW.version AND NOT INDEPENDENT(v.written_by, NEW.decided_by, s.region_id));
END;

CREATE TRIGGER story_remarks_made BEFORE INSERT ON story_remarks BEGIN
	SELECT RAISE(ABORT, 'story_remarks: at the newest version') WHERE NEW.answered_at IS NOT NULL OR NOT EXISTS (
		SELECT 1 FROM stories WHERE id = NEW.story_id AND version = NEW.version);
END;

CREATE TRIGGER story_remarks_answered BEFORE UPDATE ON story_remarks BEGIN
	SELECT RAISE(ABORT, 'story_remarks are answered once, and nothing else of them changes') WHERE OLD.answered_at IS NOT NULL OR NEW.answered_at IS NULL OR NEW.id <> OLD.id
		OR NEW.story_id <> OLD.story_id OR NEW.version <> OLD.version OR NEW.block <> OLD.block OR NEW.passage <> OLD.passage OR NEW.words <> OLD.words
		OR NEW.made_by <> OLD.made_by OR NEW.made_at <> OLD.made_at;
END;

CREATE TRIGGER featured_slots_set BEFORE INSERT ON featured_slots BEGIN
	SELECT RAISE(ABORT, 'featured_slots: of home, which is a district, or of a village') WHERE NOT EXISTS (
		SELECT 1 FROM regions WHERE id = NEW.region_id AND level IN ('district', 'village') AND valid_to IS NULL);
END;
