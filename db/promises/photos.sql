-- A photo is released only with a redaction decision on its current revision.

CREATE TRIGGER photos_release_needs_decision BEFORE UPDATE OF released_at, revision ON photos WHEN NEW.released_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'photos: a release needs a redaction decision') WHERE NOT EXISTS (
		SELECT 1 FROM photo_redactions WHERE photo_id = NEW.id AND revision = NEW.revision);
END;

CREATE TRIGGER photos_arrive_unreleased BEFORE INSERT ON photos WHEN NEW.released_at IS NOT NULL OR NEW.revision <> 0 BEGIN
	SELECT RAISE(ABORT, 'photos: a release needs a redaction decision');
END;

CREATE TRIGGER photos_revision_grows BEFORE UPDATE OF revision ON photos WHEN NEW.revision <> OLD.revision AND NEW.revision <> OLD.revision + 1 BEGIN
	SELECT RAISE(ABORT, 'photos.revision counts one up');
END;

CREATE TRIGGER photos_gone_for_good BEFORE UPDATE OF withdrawn_at, erased_at ON photos
	WHEN (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NULL) OR (OLD.erased_at IS NOT NULL AND NEW.erased_at IS NOT OLD.erased_at) BEGIN
	SELECT RAISE(ABORT, 'photos: withdrawn and erased are for good') WHERE OLD.erased_at IS NOT NULL OR NOT EXISTS (
		SELECT 1 FROM submission_photos p JOIN pair_take_backs t ON t.submission_id = p.submission_id
		WHERE p.photo_id = NEW.id AND t.taken_at = OLD.withdrawn_at AND t.disowned_at IS NOT NULL);
END;

CREATE TRIGGER photo_derivatives_of_now BEFORE INSERT ON photo_derivatives BEGIN
	SELECT RAISE(ABORT, 'photo_derivatives belong to the current revision of a photo that is there') WHERE NOT EXISTS (
		SELECT 1 FROM photos WHERE id = NEW.photo_id AND revision = NEW.revision AND erased_at IS NULL);
END;

CREATE TRIGGER photo_derivatives_no_update BEFORE UPDATE ON photo_derivatives BEGIN SELECT RAISE(ABORT, 'photo_derivatives never change'); END;

CREATE TRIGGER photo_redactions_recusal BEFORE INSERT ON photo_redactions BEGIN
	SELECT RAISE(ABORT, 'photo_redactions: own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM photos p WHERE p.id = NEW.photo_id AND p.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.decided_by));
	SELECT RAISE(ABORT, 'photo_redactions: not in what one wrote down for a household') WHERE EXISTS (
		SELECT 1 FROM submission_photos p JOIN pair_helpers a ON a.submission_id = p.submission_id WHERE p.photo_id = NEW.photo_id AND a.helper_id = NEW.decided_by);
END;
