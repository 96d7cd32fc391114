-- What is sent is kept as a version and does not change. Nothing is published without a decision and a consent.

CREATE TRIGGER submission_stages_step BEFORE INSERT ON submission_stages BEGIN
	SELECT RAISE(ABORT, 'submission_stages: what was withdrawn is shown again only when its household disowned that') WHERE NEW.stage = 'published'
		AND (SELECT stage FROM submissions WHERE id = NEW.submission_id) = 'withdrawn' AND NOT EXISTS (SELECT 1 FROM pair_take_backs
			WHERE submission_id = NEW.submission_id AND disowned_at = NEW.at AND disowned_by = NEW.actor_id);
	SELECT RAISE(ABORT, 'submission_stages: a published submission needs a decision on this version') WHERE NEW.stage = 'published' AND NOT EXISTS (
		SELECT 1 FROM decisions d JOIN submissions s ON s.id = d.submission_id
		WHERE d.submission_id = NEW.submission_id AND d.version = s.version AND d.outcome = 'published' AND d.undone_at IS NULL);
	SELECT RAISE(ABORT, 'submission_stages: a published submission needs the consent of the household') WHERE NEW.stage = 'published' AND NOT EXISTS (
		SELECT 1 FROM consents WHERE submission_id = NEW.submission_id AND channel = 'public_display' AND withdrawn_at IS NULL);
	SELECT RAISE(ABORT, 'submission_stages: a sent submission needs a before and an after') WHERE NEW.stage = 'waiting' AND
		(SELECT count(DISTINCT side) FROM submission_photos WHERE submission_id = NEW.submission_id) < 2;
	SELECT RAISE(ABORT, 'submission_stages: a sent submission is written down as a version') WHERE NEW.stage = 'waiting' AND NOT EXISTS (
		SELECT 1 FROM submission_versions v JOIN submissions s ON s.id = v.submission_id AND s.version = v.version
		WHERE v.submission_id = NEW.submission_id);
	SELECT RAISE(ABORT, 'submission_stages: what was decided waits again only when the decision is undone') WHERE NEW.stage = 'waiting' AND (
		EXISTS (SELECT 1 FROM decisions d JOIN submissions s ON s.id = d.submission_id AND s.version = d.version
			WHERE d.submission_id = NEW.submission_id AND d.undone_at IS NULL)
		OR (SELECT stage FROM submissions WHERE id = NEW.submission_id) IN ('published', 'declined') AND NOT EXISTS (
			SELECT 1 FROM decisions d JOIN submissions s ON s.id = d.submission_id AND s.version = d.version
			WHERE d.submission_id = NEW.submission_id AND d.undone_at IS NOT NULL));
	SELECT RAISE(ABORT, 'submission_stages: nothing of a closed household waits') WHERE NEW.stage = 'waiting' AND EXISTS (
		SELECT 1 FROM submissions s JOIN households h ON h.id = s.household_id WHERE s.id = NEW.submission_id AND h.closed_at IS NOT NULL);
END;

CREATE TRIGGER submissions_begin_unsent BEFORE INSERT ON submissions WHEN NEW.version <> 0 OR NEW.published_at IS NOT NULL OR NEW.sent_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'submissions begin as draft, unsent');
END;

-- The wall is ordered by first publication; an undone publication does not count.
CREATE TRIGGER submission_stages_published AFTER INSERT ON submission_stages WHEN NEW.stage IN ('published', 'waiting') BEGIN
	UPDATE submissions SET published_at = iif(NEW.stage = 'published', coalesce(published_at, NEW.at), NULL) WHERE id = NEW.submission_id;
END;

CREATE TRIGGER submissions_version_grows BEFORE UPDATE OF version ON submissions BEGIN
	SELECT RAISE(ABORT, 'submissions.version counts one up') WHERE NEW.version <> OLD.version AND NEW.version <> OLD.version + 1;
END;

CREATE TRIGGER submissions_edited_while_open BEFORE UPDATE OF words, category_code, started_by ON submissions WHEN OLD.stage NOT IN ('draft', 'returned') BEGIN
	SELECT RAISE(ABORT, 'submissions can be edited as a draft or when returned');
END;

CREATE TRIGGER submission_photos_added_while_open BEFORE INSERT ON submission_photos BEGIN
	SELECT RAISE(ABORT, 'submission_photos change as a draft or when returned') WHERE
		(SELECT stage FROM submissions WHERE id = NEW.submission_id) NOT IN ('draft', 'returned');
	SELECT RAISE(ABORT, 'submission_photos: a photo of the household itself') WHERE
		(SELECT household_id FROM submissions WHERE id = NEW.submission_id) <> (SELECT household_id FROM photos WHERE id = NEW.photo_id);
END;

CREATE TRIGGER submission_photos_removed_while_open BEFORE DELETE ON submission_photos BEGIN
	SELECT RAISE(ABORT, 'submission_photos change as a draft or when returned') WHERE
		(SELECT stage FROM submissions WHERE id = OLD.submission_id) NOT IN ('draft', 'returned');
END;

CREATE TRIGGER submission_photos_no_update BEFORE UPDATE ON submission_photos BEGIN SELECT RAISE(ABORT, 'submission_photos are added and removed'); END;

CREATE TRIGGER submission_versions_sent_by_adults BEFORE INSERT ON submission_versions BEGIN
	SELECT RAISE(ABORT, 'submission_versions: nobody under 14 sends') WHERE (SELECT is_under14 FROM people WHERE id = NEW.sent_by);
END;

CREATE TRIGGER consents_only_withdrawn BEFORE UPDATE ON consents BEGIN
	SELECT RAISE(ABORT, 'consents can only be withdrawn') WHERE (OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL) AND NOT (NEW.withdrawn_at IS NULL AND EXISTS (
			SELECT 1 FROM pair_take_backs WHERE submission_id = OLD.submission_id AND taken_at = OLD.withdrawn_at AND helper_id = OLD.withdrawn_by AND disowned_at IS NOT NULL))
		OR NEW.household_id <> OLD.household_id OR NEW.submission_id <> OLD.submission_id OR NEW.channel <> OLD.channel OR NEW.occasion <> OLD.occasion
		OR NEW.given_by <> OLD.given_by OR NEW.given_at <> OLD.given_at;
END;

-- Everybody who ever helped with a pair, and who does now: whoever took it over last, otherwise who began it.
CREATE VIEW pair_helpers AS SELECT submission_id, helper_id FROM assisted_submissions UNION ALL SELECT submission_id, helper_id FROM assisted_turns;

CREATE VIEW present_helpers AS SELECT a.submission_id,
	coalesce((SELECT t.helper_id FROM assisted_turns t WHERE t.submission_id = a.submission_id ORDER BY t.turn DESC LIMIT 1), a.helper_id) AS helper_id
	FROM assisted_submissions a WHERE a.version = 0;

CREATE TRIGGER assisted_turns_by_colleagues BEFORE INSERT ON assisted_turns BEGIN
	SELECT RAISE(ABORT, 'assisted_turns: own household or declared relatives') WHERE (SELECT household_id FROM submissions WHERE id = NEW.submission_id)
		IN (SELECT household_id FROM close_households WHERE person_id = NEW.helper_id);
	SELECT RAISE(ABORT, 'assisted_turns: another one than who helps, one turn after the other') WHERE NEW.turn <> (SELECT count(*) + 1 FROM assisted_turns WHERE submission_id = NEW.submission_id)
		OR coalesce((SELECT helper_id FROM present_helpers WHERE submission_id = NEW.submission_id), NEW.helper_id) = NEW.helper_id;
	SELECT RAISE(ABORT, 'assisted_turns: only of what the household has not sent, or was asked to mend')
		WHERE (SELECT stage FROM submissions WHERE id = NEW.submission_id) NOT IN ('draft', 'returned');
END;

-- 代填: an officer who is not close to the household writes down what it says, and is named. Who printed its slips does not also say its yes.
CREATE TRIGGER assisted_submissions_by_helpers BEFORE INSERT ON assisted_submissions BEGIN
	SELECT RAISE(ABORT, 'assisted_submissions: own household or declared relatives') WHERE (SELECT household_id FROM submissions WHERE id = NEW.submission_id)
		IN (SELECT household_id FROM close_households WHERE person_id = NEW.helper_id);
	SELECT RAISE(ABORT, 'assisted_submissions: who began it for the household goes on with it') WHERE CASE WHEN NEW.version = 0
		THEN NOT EXISTS (SELECT 1 FROM submissions WHERE id = NEW.submission_id AND created_by = NEW.helper_id AND stage = 'draft' AND version = 0)
		ELSE NEW.helper_id IS NOT (SELECT helper_id FROM present_helpers WHERE submission_id = NEW.submission_id) END;
	SELECT RAISE(ABORT, 'assisted_submissions: who printed a slip of the household does not say its yes') WHERE NEW.version > 0 AND EXISTS (
		SELECT 1 FROM submissions s JOIN households h ON h.id = s.household_id OR h.goes_on_id = s.household_id
		JOIN sign_in_slips l ON l.household_id = h.id WHERE s.id = NEW.submission_id AND l.issued_by = NEW.helper_id);
END;

CREATE TRIGGER submission_versions_sent_by_own BEFORE INSERT ON submission_versions BEGIN
	SELECT RAISE(ABORT, 'submission_versions: sent by the household itself, or by its helper with its yes') WHERE NOT EXISTS (
		SELECT 1 FROM submissions s JOIN household_members m ON m.household_id = s.household_id WHERE s.id = NEW.submission_id AND m.person_id = NEW.sent_by AND m.left_at IS NULL)
		AND NOT EXISTS (SELECT 1 FROM assisted_submissions WHERE submission_id = NEW.submission_id AND version = NEW.version AND helper_id = NEW.sent_by);
END;

CREATE TRIGGER consents_given_by_own BEFORE INSERT ON consents WHEN NEW.channel = 'public_display' BEGIN
	SELECT RAISE(ABORT, 'consents: given by the household itself, or by its helper who wrote down who said so') WHERE NOT EXISTS (
		SELECT 1 FROM household_members WHERE household_id = NEW.household_id AND person_id = NEW.given_by AND left_at IS NULL)
		AND NOT EXISTS (SELECT 1 FROM assisted_submissions WHERE submission_id = NEW.submission_id AND version > 0 AND helper_id = NEW.given_by);
END;

-- The queue's order.
CREATE TRIGGER submission_versions_sent AFTER INSERT ON submission_versions BEGIN
	UPDATE submissions SET sent_at = NEW.sent_at WHERE id = NEW.submission_id;
END;

CREATE TRIGGER submissions_sent_as_written BEFORE UPDATE OF sent_at ON submissions BEGIN
	SELECT RAISE(ABORT, 'submissions.sent_at is that of the newest version') WHERE NEW.sent_at IS NOT (
		SELECT sent_at FROM submission_versions WHERE submission_id = NEW.id ORDER BY version DESC LIMIT 1);
END;
