-- A spot is a public place; who answers for it neither closes it, nor turns it away, nor judges their own appeal.

-- Whom a unit's doings may not be left to: who acts for it now, or did while it had the spot.
CREATE VIEW spot_interested AS SELECT a.spot_id, m.person_id FROM spot_assignments a JOIN unit_members m ON m.unit_id = a.unit_id
	WHERE m.ended_at IS NULL OR m.ended_at > a.assigned_at
	UNION SELECT s.id, m.person_id FROM spots s JOIN regions r ON r.id = s.hamlet_id JOIN regions up ON instr(r.path, up.path) = 1
	JOIN area_duties d ON d.region_id = up.id AND d.ended_at IS NULL AND substr(s.category_code, 1, length(d.category_prefix)) = d.category_prefix
	JOIN unit_members m ON m.unit_id = d.unit_id AND m.ended_at IS NULL WHERE s.stage IN ('reported', 'checked');

CREATE TRIGGER spots_in_their_village BEFORE INSERT ON spots BEGIN
	SELECT RAISE(ABORT, 'spots: the hamlet lies in the village') WHERE NOT EXISTS (
		SELECT 1 FROM regions WHERE id = NEW.hamlet_id AND level = 'hamlet' AND parent_id = NEW.village_id);
	SELECT RAISE(ABORT, 'spots begin unassigned') WHERE NEW.unit_id IS NOT NULL OR NEW.due_at IS NOT NULL OR NEW.merged_into_id IS NOT NULL;
END;

CREATE TRIGGER spots_merged_into_open BEFORE UPDATE OF merged_into_id ON spots BEGIN
	SELECT RAISE(ABORT, 'spots are merged once, into one that is open') WHERE OLD.merged_into_id IS NOT NULL OR NEW.merged_into_id IS NULL
		OR OLD.stage NOT IN ('reported', 'checked')
		OR (SELECT stage FROM spots WHERE id = NEW.merged_into_id) IN ('merged', 'not_ours', 'confirmed');
END;

CREATE TRIGGER spots_follow_assignments BEFORE UPDATE OF unit_id, cause, grade, due_at ON spots BEGIN
	SELECT RAISE(ABORT, 'spots follow their newest assignment') WHERE NOT EXISTS (
		SELECT 1 FROM spot_assignments a WHERE a.spot_id = NEW.id AND a.unit_id = NEW.unit_id AND a.cause = NEW.cause AND a.grade = NEW.grade AND a.due_at = NEW.due_at
			AND a.number = (SELECT max(number) FROM spot_assignments WHERE spot_id = NEW.id));
END;

CREATE TRIGGER spot_stages_step BEFORE INSERT ON spot_stages BEGIN
	SELECT RAISE(ABORT, 'spot_stages: an assignment stands behind each assigned step') WHERE NEW.stage = 'assigned' AND
		(SELECT count(*) FROM spot_assignments WHERE spot_id = NEW.spot_id) <> 1 + (SELECT count(*) FROM spot_stages WHERE spot_id = NEW.spot_id AND stage = 'assigned');
	SELECT RAISE(ABORT, 'spot_stages: a merged spot names the other') WHERE NEW.stage = 'merged' AND (SELECT merged_into_id FROM spots WHERE id = NEW.spot_id) IS NULL;
	SELECT RAISE(ABORT, 'spot_stages: turned away with a reason') WHERE NEW.stage = 'not_ours' AND length(NEW.note) < 2;
	SELECT RAISE(ABORT, 'spot_stages: who answers for it does not decide on it') WHERE NEW.stage IN ('checked', 'merged', 'not_ours', 'confirmed', 'relapsed')
		AND (NEW.actor_id IS NULL OR NEW.actor_id IN (SELECT person_id FROM spot_interested WHERE spot_id = NEW.spot_id));
	SELECT RAISE(ABORT, 'spot_stages: the unit that has it says what it did') WHERE NEW.stage IN ('half_done', 'said_fixed') AND NOT EXISTS (
		SELECT 1 FROM spots s JOIN unit_members m ON m.unit_id = s.unit_id AND m.person_id = NEW.actor_id AND m.ended_at IS NULL WHERE s.id = NEW.spot_id);
	SELECT RAISE(ABORT, 'spot_stages: a fix is shown by a picture') WHERE NEW.stage = 'said_fixed' AND NOT EXISTS (
		SELECT 1 FROM spot_photos p JOIN spot_assignments a ON a.id = p.assignment_id WHERE a.spot_id = NEW.spot_id
			AND a.number = (SELECT max(number) FROM spot_assignments WHERE spot_id = NEW.spot_id));
	SELECT RAISE(ABORT, 'spot_stages: a fix is confirmed by another person, independent of who made it') WHERE NEW.stage = 'confirmed' AND EXISTS (
		SELECT 1 FROM (SELECT f.actor_id AS said_by, s.village_id FROM spot_stages f JOIN spots s ON s.id = f.spot_id
			WHERE f.spot_id = NEW.spot_id AND f.stage = 'said_fixed' ORDER BY f.seq DESC LIMIT 1) fix
		WHERE fix.said_by = NEW.actor_id OR NOT INDEPENDENT(fix.said_by, NEW.actor_id, fix.village_id));
	SELECT RAISE(ABORT, 'spot_stages: what was turned away is taken up again by a second look') WHERE NEW.stage = 'reported' AND NEW.seq > 1 AND NOT EXISTS (
		SELECT 1 FROM spot_second_looks WHERE spot_id = NEW.spot_id AND is_reopened AND looked_by = NEW.actor_id AND looked_at = NEW.at);
	SELECT RAISE(ABORT, 'spot_stages: what was confirmed goes back into hand by the word of who reported it') WHERE NEW.stage = 'in_hand'
		AND (SELECT stage FROM spots WHERE id = NEW.spot_id) = 'confirmed' AND NOT EXISTS (
			SELECT 1 FROM spot_reports WHERE spot_id = NEW.spot_id AND contested_at = NEW.at);
END;

-- What somebody turned away who is tied to the village, or whom its own admin could lean on, the town or the district looks at once more; and whatever a walk found, for a board counts it.
CREATE TRIGGER spot_second_looks_open AFTER INSERT ON spot_stages WHEN NEW.stage = 'not_ours' BEGIN
	INSERT INTO spot_second_looks (step_id, spot_id, opened_at) SELECT NEW.id, NEW.spot_id, NEW.at WHERE
		EXISTS (SELECT 1 FROM spots s JOIN tied_to_villages t ON t.village_id = s.village_id WHERE s.id = NEW.spot_id AND t.person_id = NEW.actor_id)
		OR EXISTS (SELECT 1 FROM (SELECT g.person_id AS admin_id, s.village_id FROM spots s JOIN role_grants g ON g.region_id = s.village_id
				AND g.role = 'village_admin' AND g.revoked_at IS NULL WHERE s.id = NEW.spot_id) own
			WHERE own.admin_id = NEW.actor_id OR NOT INDEPENDENT(own.admin_id, NEW.actor_id, own.village_id))
		OR EXISTS (SELECT 1 FROM inspections WHERE spot_id = NEW.spot_id);
END;

-- Turned away as no problem, and left so by the second look.
CREATE VIEW spots_without_fault AS SELECT l.spot_id FROM spot_second_looks l JOIN spot_stages t ON t.id = l.step_id WHERE l.is_reopened = 0 AND t.note GLOB 'no_problem:*';

CREATE TRIGGER spot_second_looks_once BEFORE UPDATE ON spot_second_looks BEGIN
	SELECT RAISE(ABORT, 'spot_second_looks: looked at once, and nothing else of them changes') WHERE OLD.looked_at IS NOT NULL OR NEW.looked_at IS NULL
		OR NEW.step_id <> OLD.step_id OR NEW.spot_id <> OLD.spot_id OR NEW.opened_at <> OLD.opened_at;
	SELECT RAISE(ABORT, 'spot_second_looks: by the town or the district, and by nobody of the village') WHERE NEW.looked_by IN (SELECT person_id FROM spot_interested WHERE spot_id = NEW.spot_id)
		OR NEW.looked_by = (SELECT actor_id FROM spot_stages WHERE id = NEW.step_id)
		OR EXISTS (SELECT 1 FROM spots s JOIN tied_to_villages t ON t.village_id = s.village_id WHERE s.id = NEW.spot_id AND t.person_id = NEW.looked_by)
		OR NOT EXISTS (SELECT 1 FROM spots s JOIN regions r ON r.id = s.hamlet_id JOIN regions up ON instr(r.path, up.path) = 1 JOIN role_grants g ON g.region_id = up.id
			WHERE s.id = NEW.spot_id AND g.person_id = NEW.looked_by AND g.role IN ('town_admin', 'district_admin') AND g.revoked_at IS NULL);
END;

CREATE TRIGGER spot_second_looks_begin_open BEFORE INSERT ON spot_second_looks BEGIN
	SELECT RAISE(ABORT, 'spot_second_looks: of a step that turned a spot away, and not looked at yet') WHERE NEW.looked_at IS NOT NULL
		OR NOT EXISTS (SELECT 1 FROM spot_stages WHERE id = NEW.step_id AND spot_id = NEW.spot_id AND stage = 'not_ours');
END;

-- Who answers for a spot does not say that nothing of its pictures must be hidden.
CREATE TRIGGER photo_redactions_of_spots BEFORE INSERT ON photo_redactions BEGIN
	SELECT RAISE(ABORT, 'photo_redactions: not by who answers for the spot') WHERE EXISTS (
		SELECT 1 FROM spot_photos p JOIN spot_interested i ON i.spot_id = p.spot_id WHERE p.photo_id = NEW.photo_id AND i.person_id = NEW.decided_by);
END;

CREATE TRIGGER spot_reports_in_turn BEFORE INSERT ON spot_reports BEGIN
	SELECT RAISE(ABORT, 'spot_reports: one after the other') WHERE NEW.number <> 1 + (SELECT count(*) FROM spot_reports WHERE spot_id = NEW.spot_id);
	SELECT RAISE(ABORT, 'spot_reports: of a spot that is open') WHERE (SELECT stage FROM spots WHERE id = NEW.spot_id) IN ('merged', 'not_ours');
	SELECT RAISE(ABORT, 'spot_reports: nobody under 14 sends') WHERE (SELECT is_under14 FROM people WHERE id = NEW.person_id);
END;

-- A report is read once, said to be wrong once, and forgets its telephone; it goes along into another spot with a merger. Nothing else of it changes.
CREATE TRIGGER spot_reports_changed BEFORE UPDATE ON spot_reports BEGIN
	SELECT RAISE(ABORT, 'spot_reports: what was said stays') WHERE NEW.words <> OLD.words AND NOT (NEW.is_struck AND NEW.words = '')
		OR NEW.reported_at <> OLD.reported_at OR NEW.person_id IS NOT OLD.person_id OR NEW.reference_hash <> OLD.reference_hash
		OR NEW.idempotency_key <> OLD.idempotency_key OR NEW.held_for IS NOT OLD.held_for OR NEW.spot_id <> OLD.spot_id OR NEW.number <> OLD.number;
	SELECT RAISE(ABORT, 'spot_reports: read once') WHERE OLD.passed_at IS NOT NULL AND (NEW.passed_at IS NOT OLD.passed_at OR NEW.passed_by IS NOT OLD.passed_by OR NEW.is_struck <> OLD.is_struck);
	SELECT RAISE(ABORT, 'spot_reports: said to be wrong once') WHERE OLD.contested_at IS NOT NULL
		AND (NEW.contested_at IS NOT OLD.contested_at OR NEW.contest_words IS NOT OLD.contest_words);
	SELECT RAISE(ABORT, 'spot_reports: a telephone is only forgotten') WHERE NEW.phone_sealed IS NOT OLD.phone_sealed AND NEW.phone_sealed IS NOT NULL;
END;

CREATE TRIGGER spot_photos_of_places BEFORE INSERT ON spot_photos BEGIN
	SELECT RAISE(ABORT, 'spot_photos: not of a household') WHERE (SELECT household_id FROM photos WHERE id = NEW.photo_id) IS NOT NULL;
	SELECT RAISE(ABORT, 'spot_photos: of a report or an assignment of this spot') WHERE NOT EXISTS (
		SELECT 1 FROM spot_reports WHERE id = NEW.report_id AND spot_id = NEW.spot_id UNION ALL
		SELECT 1 FROM spot_assignments WHERE id = NEW.assignment_id AND spot_id = NEW.spot_id);
	SELECT RAISE(ABORT, 'spot_photos: only while the unit works at it') WHERE NEW.assignment_id IS NOT NULL
		AND (SELECT stage FROM spots WHERE id = NEW.spot_id) NOT IN ('assigned', 'in_hand', 'half_done');
END;

CREATE TRIGGER spot_assignments_given BEFORE INSERT ON spot_assignments BEGIN
	SELECT RAISE(ABORT, 'spot_assignments: one after the other') WHERE NEW.number <> 1 + (SELECT count(*) FROM spot_assignments WHERE spot_id = NEW.spot_id);
	SELECT RAISE(ABORT, 'spot_assignments: of what is checked, in work or relapsed') WHERE
		(SELECT stage FROM spots WHERE id = NEW.spot_id) NOT IN ('checked', 'assigned', 'in_hand', 'half_done', 'relapsed');
	SELECT RAISE(ABORT, 'spot_assignments: to a unit that is open') WHERE (SELECT closed_at FROM units WHERE id = NEW.unit_id) IS NOT NULL;
	SELECT RAISE(ABORT, 'spot_assignments begin unexplained') WHERE NEW.explanation IS NOT NULL OR NEW.appeal_words IS NOT NULL OR NEW.appeal_answer IS NOT NULL;
END;

CREATE TRIGGER spot_assignments_shown AFTER INSERT ON spot_assignments BEGIN
	UPDATE spots SET unit_id = NEW.unit_id, cause = NEW.cause, grade = NEW.grade, due_at = NEW.due_at WHERE id = NEW.spot_id;
END;

-- Each of explanation, appeal and answer is written once; the answer is another person's, independent of who gave the order and of who appealed.
CREATE TRIGGER spot_assignments_answered BEFORE UPDATE ON spot_assignments BEGIN
	SELECT RAISE(ABORT, 'spot_assignments: an order does not change') WHERE NEW.spot_id <> OLD.spot_id OR NEW.number <> OLD.number OR NEW.unit_id <> OLD.unit_id
		OR NEW.cause <> OLD.cause OR NEW.grade <> OLD.grade OR NEW.words <> OLD.words OR NEW.assigned_by <> OLD.assigned_by OR NEW.assigned_at <> OLD.assigned_at
		OR NEW.due_at <> OLD.due_at;
	SELECT RAISE(ABORT, 'spot_assignments: explained once') WHERE OLD.explanation IS NOT NULL AND (NEW.explanation IS NOT OLD.explanation OR NEW.explained_by IS NOT OLD.explained_by);
	SELECT RAISE(ABORT, 'spot_assignments: appealed once') WHERE OLD.appealed_at IS NOT NULL
		AND (NEW.appeal_words IS NOT OLD.appeal_words OR NEW.appealed_by IS NOT OLD.appealed_by OR NEW.appealed_at IS NOT OLD.appealed_at OR NEW.appeal_due_at IS NOT OLD.appeal_due_at);
	SELECT RAISE(ABORT, 'spot_assignments: an appeal is answered once') WHERE OLD.appeal_answer IS NOT NULL
		AND (NEW.appeal_answer IS NOT OLD.appeal_answer OR NEW.answer_words IS NOT OLD.answer_words OR NEW.answered_by IS NOT OLD.answered_by);
	SELECT RAISE(ABORT, 'spot_assignments: the unit itself explains and appeals') WHERE
		NEW.explained_by IS NOT OLD.explained_by AND NOT EXISTS (SELECT 1 FROM unit_members WHERE unit_id = NEW.unit_id AND person_id = NEW.explained_by AND ended_at IS NULL)
		OR NEW.appealed_by IS NOT OLD.appealed_by AND NOT EXISTS (SELECT 1 FROM unit_members WHERE unit_id = NEW.unit_id AND person_id = NEW.appealed_by AND ended_at IS NULL);
	SELECT RAISE(ABORT, 'spot_assignments: an appeal is decided by another person') WHERE NEW.answered_by IS NOT OLD.answered_by AND (
		NEW.answered_by IN (SELECT person_id FROM spot_interested WHERE spot_id = NEW.spot_id)
		OR NEW.answered_by = OLD.assigned_by OR NEW.answered_by = OLD.appealed_by
		OR EXISTS (SELECT 1 FROM (SELECT village_id, OLD.assigned_by AS gave_by, OLD.appealed_by AS made_by FROM spots WHERE id = OLD.spot_id) given
			WHERE NOT INDEPENDENT(given.gave_by, NEW.answered_by, given.village_id) OR NOT INDEPENDENT(given.made_by, NEW.answered_by, given.village_id)));
END;

CREATE TRIGGER spot_milestones_done_once BEFORE UPDATE ON spot_milestones BEGIN
	SELECT RAISE(ABORT, 'spot_milestones are done once, and nothing else of them changes') WHERE OLD.done_at IS NOT NULL OR NEW.done_at IS NULL
		OR NEW.words <> OLD.words OR NEW.due_at <> OLD.due_at OR NEW.position <> OLD.position OR NEW.assignment_id <> OLD.assignment_id;
END;

CREATE TRIGGER gap_requests_go_up BEFORE INSERT ON gap_requests BEGIN
	SELECT RAISE(ABORT, 'gap_requests: asked of a place above the village') WHERE NOT EXISTS (
		SELECT 1 FROM spots s JOIN regions v ON v.id = s.village_id JOIN regions up ON up.id = NEW.asked_of
		WHERE s.id = NEW.spot_id AND up.path <> v.path AND instr(v.path, up.path) = 1);
	SELECT RAISE(ABORT, 'gap_requests begin unanswered') WHERE NEW.answer IS NOT NULL;
END;

CREATE TRIGGER gap_requests_answered_once BEFORE UPDATE ON gap_requests BEGIN
	SELECT RAISE(ABORT, 'gap_requests are answered once, and nothing else of them changes') WHERE OLD.answer IS NOT NULL OR NEW.answer IS NULL
		OR NEW.spot_id <> OLD.spot_id OR NEW.asked_of <> OLD.asked_of OR NEW.words <> OLD.words OR NEW.asked_by <> OLD.asked_by OR NEW.asked_at <> OLD.asked_at OR NEW.due_at <> OLD.due_at;
END;

CREATE TRIGGER unit_members_end_once BEFORE UPDATE ON unit_members BEGIN
	SELECT RAISE(ABORT, 'unit_members end once, and nothing else of them changes') WHERE OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
		OR NEW.unit_id <> OLD.unit_id OR NEW.person_id <> OLD.person_id OR NEW.added_by <> OLD.added_by OR NEW.added_at <> OLD.added_at;
END;

CREATE TRIGGER area_duties_in_their_place BEFORE INSERT ON area_duties BEGIN
	SELECT RAISE(ABORT, 'area_duties: of an open unit, in its own place or below it') WHERE NOT EXISTS (
		SELECT 1 FROM units u JOIN regions own ON own.id = u.region_id JOIN regions r ON r.id = NEW.region_id
		WHERE u.id = NEW.unit_id AND u.closed_at IS NULL AND instr(r.path, own.path) = 1);
END;

CREATE TRIGGER area_duties_end_once BEFORE UPDATE ON area_duties BEGIN
	SELECT RAISE(ABORT, 'area_duties end once, and nothing else of them changes') WHERE OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
		OR NEW.unit_id <> OLD.unit_id OR NEW.region_id <> OLD.region_id OR NEW.category_prefix <> OLD.category_prefix OR NEW.added_by <> OLD.added_by OR NEW.added_at <> OLD.added_at;
END;

-- P06: a report pays whoever made it first with their account, if they ask for it, once somebody else found it true; the entry names neither spot nor place.
CREATE TRIGGER point_entries_of_reports BEFORE INSERT ON point_entries WHEN NEW.source GLOB 'report:*' BEGIN
	SELECT RAISE(ABORT, 'point_entries: a report that proved true pays the household of whoever made it first') WHERE NEW.kind <> 'issue' OR NOT EXISTS (
		SELECT 1 FROM spot_reports p JOIN spots s ON s.id = p.spot_id JOIN point_rules r ON r.id = NEW.rule_id AND r.code = 'P06'
		JOIN household_members m ON m.person_id = p.person_id AND m.household_id = NEW.household_id AND m.left_at IS NULL
		WHERE NEW.source = 'report:' || p.id AND NEW.evidence = NEW.source AND p.number = 1 AND s.stage NOT IN ('reported', 'checked', 'merged', 'not_ours')
			AND NOT EXISTS (SELECT 1 FROM spot_stages WHERE spot_id = s.id AND stage = 'checked' AND actor_id = p.person_id));
END;
