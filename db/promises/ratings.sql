-- 评分: two or three scorers see a yard, none of whom is close to it or knows what the others gave; what was given stays, and the median decides.

-- A sheet is written down as a whole: once a round uses it, it gets no further item.
CREATE TRIGGER rating_items_before_use BEFORE INSERT ON rating_items BEGIN
	SELECT RAISE(ABORT, 'rating_items: a sheet that is used does not change') WHERE EXISTS (SELECT 1 FROM rating_rounds WHERE sheet_id = NEW.sheet_id);
	SELECT RAISE(ABORT, 'rating_items: marks fall from the weight to 0') WHERE json_extract(NEW.marks, '$[#-1]') <> 0 OR EXISTS (
		SELECT 1 FROM json_each(NEW.marks) a JOIN json_each(NEW.marks) b ON b.key = a.key + 1 WHERE b.value >= a.value);
	SELECT RAISE(ABORT, 'rating_items: of rooms only by profile B') WHERE NEW.code LIKE 'B%' AND (SELECT profile FROM rating_sheets WHERE id = NEW.sheet_id) <> 'B';
END;

CREATE TRIGGER scorers_begin_unsigned BEFORE INSERT ON scorers BEGIN
	SELECT RAISE(ABORT, 'scorers begin unsigned') WHERE NEW.stands_from IS NOT NULL OR NEW.ended_at IS NOT NULL;
END;

CREATE TRIGGER scorers_end_once BEFORE UPDATE ON scorers BEGIN
	SELECT RAISE(ABORT, 'scorers stand once two people signed') WHERE NEW.stands_from IS NOT OLD.stands_from AND (OLD.stands_from IS NOT NULL OR NOT EXISTS (
		SELECT 1 FROM approvals WHERE kind = 'scorer' AND subject = NEW.id AND answer = 'signed' AND proposed_by = NEW.appointed_by AND answered_by <> NEW.person_id));
	SELECT RAISE(ABORT, 'scorers end once, and nothing else of them changes') WHERE OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL AND NEW.stands_from IS OLD.stands_from
		OR NEW.person_id <> OLD.person_id OR NEW.village_id <> OLD.village_id OR NEW.appointed_by <> OLD.appointed_by OR NEW.appointed_at <> OLD.appointed_at;
END;

CREATE TRIGGER rating_rounds_begin_undrawn BEFORE INSERT ON rating_rounds BEGIN
	SELECT RAISE(ABORT, 'rating_rounds: of an open village, undrawn, by a sheet of a hundred points') WHERE NEW.seed IS NOT NULL OR NEW.objections_until IS NOT NULL
		OR NOT EXISTS (SELECT 1 FROM regions WHERE id = NEW.village_id AND level = 'village' AND valid_to IS NULL)
		OR (SELECT sum(json_extract(marks, '$[0]')) FROM rating_items WHERE sheet_id = NEW.sheet_id) IS NOT 100;
END;

CREATE TRIGGER rating_rounds_kept BEFORE UPDATE ON rating_rounds BEGIN
	SELECT RAISE(ABORT, 'rating_rounds: what was opened does not change') WHERE NEW.village_id <> OLD.village_id OR NEW.month <> OLD.month OR NEW.sheet_id <> OLD.sheet_id
		OR NEW.commitment <> OLD.commitment OR OLD.seed IS NOT NULL AND NEW.seed IS NOT OLD.seed
		OR OLD.objections_until IS NOT NULL AND NEW.objections_until IS NOT OLD.objections_until;
END;

CREATE TRIGGER rating_stages_step BEFORE INSERT ON rating_stages BEGIN
	SELECT RAISE(ABORT, 'rating_stages: drawn by its seed') WHERE NEW.stage = 'drawn' AND (SELECT seed FROM rating_rounds WHERE id = NEW.rating_id) IS NULL;
	SELECT RAISE(ABORT, 'rating_stages: closed results take objections for three days at least') WHERE NEW.stage = 'closed'
		AND NOT coalesce((SELECT objections_until >= NEW.at + DAYS(3) FROM rating_rounds WHERE id = NEW.rating_id), 0);
	SELECT RAISE(ABORT, 'rating_stages: settled when objections are over, each was answered, and each household that was right was visited again') WHERE NEW.stage = 'settled' AND (
		NOT coalesce((SELECT objections_until <= NEW.at FROM rating_rounds WHERE id = NEW.rating_id), 0)
		OR EXISTS (SELECT 1 FROM rating_results r JOIN objections o ON o.kind = 'rating' AND o.subject = r.id
			WHERE r.rating_id = NEW.rating_id AND (o.answer IS NULL OR o.is_upheld AND NOT EXISTS (
				SELECT 1 FROM rating_results n WHERE n.rating_id = r.rating_id AND n.household_id = r.household_id AND n.visit > r.visit))));
END;

-- Who may not see a household: its own people and declared relatives, and whoever is no scorer of the village.
CREATE TRIGGER rating_looks_drawn BEFORE INSERT ON rating_looks BEGIN
	SELECT RAISE(ABORT, 'rating_looks begin open') WHERE NEW.closed_at IS NOT NULL OR NEW.agreed_by IS NOT NULL OR NEW.photo_id IS NOT NULL;
	SELECT RAISE(ABORT, 'rating_looks: own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM close_households WHERE person_id = NEW.scorer_id AND household_id = NEW.household_id);
	SELECT RAISE(ABORT, 'rating_looks: by a scorer of the village, of an open household that is rated') WHERE NOT EXISTS (
		SELECT 1 FROM rating_rounds g JOIN scorers s ON s.village_id = g.village_id AND s.person_id = NEW.scorer_id AND s.stands_from IS NOT NULL AND s.ended_at IS NULL
		JOIN households h ON h.id = NEW.household_id AND h.village_id = g.village_id AND h.closed_at IS NULL
			AND (NEW.visit > 1 OR h.status = 'lived_in' AND NOT h.is_hardship AND NOT h.is_unranked)
		WHERE g.id = NEW.rating_id);
	SELECT RAISE(ABORT, 'rating_looks: at most three at one visit') WHERE 3 <= (
		SELECT count(*) FROM rating_looks WHERE rating_id = NEW.rating_id AND household_id = NEW.household_id AND visit = NEW.visit);
	SELECT RAISE(ABORT, 'rating_looks: a first visit is drawn with its round') WHERE NEW.visit = 1 AND (SELECT stage FROM rating_rounds WHERE id = NEW.rating_id) <> 'opened';
	SELECT RAISE(ABORT, 'rating_looks: another visit only after one too far apart, or after an objection that was right') WHERE NEW.visit > 1 AND NOT EXISTS (
		SELECT 1 FROM (SELECT max(score) - min(score) > 150 AND (count(*) = count(closed_at) OR (SELECT stage FROM rating_rounds WHERE id = NEW.rating_id) = 'closed') AS apart FROM rating_looks
			WHERE rating_id = NEW.rating_id AND household_id = NEW.household_id AND visit = NEW.visit - 1) WHERE apart AND NEW.visit = 2
		UNION ALL SELECT 1 FROM rating_results r JOIN objections o ON o.kind = 'rating' AND o.subject = r.id AND o.is_upheld
			WHERE r.rating_id = NEW.rating_id AND r.household_id = NEW.household_id AND r.visit = NEW.visit - 1);
END;

CREATE TRIGGER rating_marks_given BEFORE INSERT ON rating_marks BEGIN
	SELECT RAISE(ABORT, 'rating_marks: of a look that is open') WHERE (SELECT closed_at FROM rating_looks WHERE id = NEW.look_id) IS NOT NULL;
	SELECT RAISE(ABORT, 'rating_marks: as the sheet has them') WHERE NOT EXISTS (
		SELECT 1 FROM rating_looks l JOIN rating_rounds g ON g.id = l.rating_id JOIN rating_items i ON i.sheet_id = g.sheet_id AND i.code = NEW.code
		WHERE l.id = NEW.look_id AND iif(NEW.mark IS NULL, i.may_not_apply, EXISTS (SELECT 1 FROM json_each(i.marks) WHERE value = NEW.mark)));
END;

CREATE TRIGGER rating_looks_closed_once BEFORE UPDATE ON rating_looks BEGIN
	SELECT RAISE(ABORT, 'rating_looks: closed once, and nothing else of them changes') WHERE OLD.closed_at IS NOT NULL OR NEW.closed_at IS NULL OR NEW.rating_id <> OLD.rating_id
		OR NEW.household_id <> OLD.household_id OR NEW.visit <> OLD.visit OR NEW.scorer_id <> OLD.scorer_id OR NEW.drawn_at <> OLD.drawn_at;
	SELECT RAISE(ABORT, 'rating_looks: a visit that has its result takes no other look') WHERE EXISTS (
		SELECT 1 FROM rating_results WHERE rating_id = OLD.rating_id AND household_id = OLD.household_id AND visit >= OLD.visit);
	SELECT RAISE(ABORT, 'rating_looks: while the round runs') WHERE (SELECT stage FROM rating_rounds WHERE id = OLD.rating_id) NOT IN ('drawn', 'closed')
		OR OLD.visit = 1 AND (SELECT stage FROM rating_rounds WHERE id = OLD.rating_id) <> 'drawn';
	-- A relation that was declared after the draw counts as well.
	SELECT RAISE(ABORT, 'rating_looks: own household or declared relatives') WHERE EXISTS (
		SELECT 1 FROM close_households WHERE person_id = OLD.scorer_id AND household_id = OLD.household_id);
	SELECT RAISE(ABORT, 'rating_looks: each item has its mark, and the score is theirs') WHERE EXISTS (
		SELECT 1 FROM rating_rounds g JOIN rating_items i ON i.sheet_id = g.sheet_id WHERE g.id = OLD.rating_id
			AND NOT EXISTS (SELECT 1 FROM rating_marks WHERE look_id = OLD.id AND code = i.code))
		OR NEW.score IS NOT (SELECT sum(m.mark) * 1000 / sum(json_extract(i.marks, '$[0]')) FROM rating_marks m
			JOIN rating_rounds g ON g.id = OLD.rating_id JOIN rating_items i ON i.sheet_id = g.sheet_id AND i.code = m.code WHERE m.look_id = OLD.id AND m.mark IS NOT NULL);
	SELECT RAISE(ABORT, 'rating_looks: rooms only with somebody of the household there, who agreed') WHERE (NEW.presence <> 'there' OR NEW.agreed_by IS NULL) AND (
		SELECT s.profile FROM rating_rounds g JOIN rating_sheets s ON s.id = g.sheet_id WHERE g.id = OLD.rating_id) = 'B';
	SELECT RAISE(ABORT, 'rating_looks: a picture of that household, in no pair') WHERE NEW.photo_id IS NOT NULL AND (
		NOT EXISTS (SELECT 1 FROM photos WHERE id = NEW.photo_id AND household_id = OLD.household_id)
		OR EXISTS (SELECT 1 FROM submission_photos WHERE photo_id = NEW.photo_id));
END;

-- What a scorer photographed is never public.
CREATE TRIGGER photos_of_ratings_stay_private BEFORE UPDATE OF released_at ON photos WHEN NEW.released_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'photos: what a scorer took is never public') WHERE EXISTS (SELECT 1 FROM rating_looks WHERE photo_id = NEW.id);
END;

CREATE TRIGGER rating_results_of_looks BEFORE INSERT ON rating_results BEGIN
	SELECT RAISE(ABORT, 'rating_results: of two or three looks; too far apart they are visited again') WHERE NOT EXISTS (
		SELECT 1 FROM rating_looks WHERE rating_id = NEW.rating_id AND household_id = NEW.household_id AND visit = NEW.visit
		GROUP BY household_id HAVING count(closed_at) >= 2 AND max(score) - min(score) = NEW.spread AND (NEW.spread <= 150 OR NEW.visit > 1)
			AND NEW.score = iif(count(closed_at) = 2, (min(score) + max(score)) / 2, sum(score) - min(score) - max(score))
			AND (count(closed_at) = count(*) OR (SELECT stage FROM rating_rounds WHERE id = NEW.rating_id) = 'closed'));
	SELECT RAISE(ABORT, 'rating_results: stars as the sheet has them') WHERE NEW.stars IS NOT (
		SELECT count(*) FROM rating_rounds g JOIN rating_sheets s ON s.id = g.sheet_id JOIN json_each(s.stars_from) star WHERE g.id = NEW.rating_id AND star.value <= NEW.score);
END;

-- 互不知道: what was given for a household at a visit is seen only once everybody who was drawn for it has closed.
CREATE VIEW rating_looks_seen AS SELECT l.* FROM rating_looks l WHERE NOT EXISTS (
	SELECT 1 FROM rating_looks o WHERE o.rating_id = l.rating_id AND o.household_id = l.household_id AND o.visit = l.visit AND o.closed_at IS NULL)
	OR EXISTS (SELECT 1 FROM rating_results r WHERE r.rating_id = l.rating_id AND r.household_id = l.household_id AND r.visit >= l.visit);

-- What the village and the public may hear of: profile A only, the newest visit.
CREATE VIEW rating_results_of_yards AS SELECT r.* FROM rating_results r JOIN rating_rounds g ON g.id = r.rating_id AND g.stage IN ('closed', 'settled')
	JOIN rating_sheets s ON s.id = g.sheet_id AND s.profile = 'A'
	WHERE NOT EXISTS (SELECT 1 FROM rating_results n WHERE n.rating_id = r.rating_id AND n.household_id = r.household_id AND n.visit > r.visit);

-- What everybody may read of one courtyard: its settled stars, while its household lets them be told.
CREATE VIEW stars_told AS SELECT r.household_id, g.month, r.stars FROM stars_shown t JOIN rating_results_of_yards r ON r.household_id = t.household_id
	JOIN rating_rounds g ON g.id = r.rating_id AND g.stage = 'settled' WHERE t.shown_at IS NOT NULL;

CREATE TRIGGER objections_to_a_rating_in_time BEFORE INSERT ON objections WHEN NEW.kind = 'rating' BEGIN
	SELECT RAISE(ABORT, 'objections: of the household itself, while its round takes them') WHERE NOT EXISTS (
		SELECT 1 FROM rating_results r JOIN rating_rounds g ON g.id = r.rating_id AND g.stage = 'closed' AND NEW.made_at < g.objections_until
		WHERE r.id = NEW.subject AND r.household_id = NEW.household_id);
END;

CREATE TRIGGER objections_to_a_rating_answered BEFORE UPDATE ON objections WHEN NEW.kind = 'rating' BEGIN
	SELECT RAISE(ABORT, 'objections: answered by nobody who scored the household') WHERE EXISTS (
		SELECT 1 FROM rating_results r JOIN rating_looks l ON l.rating_id = r.rating_id AND l.household_id = r.household_id
		WHERE r.id = NEW.subject AND l.scorer_id = NEW.answered_by);
END;
