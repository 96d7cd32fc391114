-- Exposure knows places and units. What was fixed in time is never public; what is public leaves by itself.

-- Orders that may be shown at this moment, had they the signatures: past their deadline (of a plan: past a step's day), not fixed in time, not appealed, not for a
-- gap that the village cannot close.
CREATE VIEW late_orders AS SELECT a.id, a.spot_id, a.due_at, a.assigned_at, s.village_id
	FROM spot_assignments a JOIN spots s ON s.id = a.spot_id
	WHERE a.number = (SELECT max(number) FROM spot_assignments WHERE spot_id = a.spot_id) AND a.cause <> 'facility_gap'
		AND s.stage IN ('assigned', 'in_hand', 'half_done', 'said_fixed')
		AND (a.appealed_at IS NULL OR a.appeal_answer = 'rejected')
		AND NOT EXISTS (SELECT 1 FROM spot_stages f WHERE f.spot_id = a.spot_id AND f.stage = 'said_fixed' AND f.at >= a.assigned_at AND f.at <= a.due_at
			AND (f.seq = (SELECT max(seq) FROM spot_stages WHERE spot_id = a.spot_id)
				OR EXISTS (SELECT 1 FROM spot_stages c WHERE c.spot_id = a.spot_id AND c.stage = 'confirmed' AND c.seq > f.seq)));

CREATE VIEW exposure_due AS SELECT l.id, l.spot_id, l.village_id, l.assigned_at,
	coalesce((SELECT min(m.due_at) FROM spot_milestones m WHERE m.assignment_id = l.id AND m.done_at IS NULL),
		iif(EXISTS (SELECT 1 FROM spot_milestones WHERE assignment_id = l.id), NULL, l.due_at)) AS late_from
	FROM late_orders l;

CREATE TRIGGER exposures_of_late_orders BEFORE INSERT ON exposures BEGIN
	SELECT RAISE(ABORT, 'exposures: of the newest order of a spot, past its deadline and free of appeals') WHERE NOT EXISTS (
		SELECT 1 FROM exposure_due WHERE id = NEW.assignment_id AND spot_id = NEW.spot_id AND village_id = NEW.village_id AND late_from < NEW.stage_at);
	SELECT RAISE(ABORT, 'exposures: where the assembly adopted a policy before the order') WHERE NOT EXISTS (
		SELECT 1 FROM exposure_policies p JOIN spot_assignments a ON a.id = NEW.assignment_id
		WHERE p.id = NEW.policy_id AND p.village_id = NEW.village_id AND p.ended_at IS NULL AND p.recorded_at <= a.assigned_at);
	SELECT RAISE(ABORT, 'exposures: a picture of the spot as it was reported') WHERE NOT EXISTS (
		SELECT 1 FROM spot_photos WHERE photo_id = NEW.before_id AND spot_id = NEW.spot_id AND report_id IS NOT NULL);
	SELECT RAISE(ABORT, 'exposures begin unshown') WHERE NEW.shown_at IS NOT NULL OR NEW.corrected_at IS NOT NULL OR NEW.hidden_at IS NOT NULL;
END;

-- The duty is the town's: over the village alone its admin, who fills the village's offices, would be nobody's equal, and two of their making would be two.
CREATE TRIGGER approvals_of_exposures BEFORE INSERT ON approvals WHEN NEW.kind = 'exposure' BEGIN
	SELECT RAISE(ABORT, 'approvals: of a card for the town of its village') WHERE NEW.region_id IS NOT (
		SELECT v.parent_id FROM spots s JOIN regions v ON v.id = s.village_id WHERE s.id = substr(NEW.subject, 1, instr(NEW.subject, '/') - 1));
END;

CREATE TRIGGER exposure_stages_step BEFORE INSERT ON exposure_stages BEGIN
	SELECT RAISE(ABORT, 'exposure_stages: shown by the signatures of two people of different offices, neither of whom answers for the spot') WHERE NEW.stage = 'shown' AND NOT EXISTS (
		SELECT 1 FROM approvals v JOIN exposures e ON e.id = NEW.exposure_id WHERE v.kind = 'exposure' AND v.subject = e.spot_id || '/' || e.assignment_id AND v.answer = 'signed'
			AND NOT EXISTS (SELECT 1 FROM spot_interested i WHERE i.spot_id = e.spot_id AND i.person_id IN (v.proposed_by, v.answered_by))
			AND NOT EXISTS (SELECT 1 FROM role_grants one JOIN role_grants other ON other.region_id = one.region_id
				WHERE one.person_id = v.proposed_by AND other.person_id = v.answered_by AND one.revoked_at IS NULL AND other.revoked_at IS NULL));
	SELECT RAISE(ABORT, 'exposure_stages: signed by somebody who may see the picture') WHERE NEW.stage = 'shown' AND NOT EXISTS (
		SELECT 1 FROM exposures e JOIN approvals v ON v.kind = 'exposure' AND v.subject = e.spot_id || '/' || e.assignment_id AND v.answer = 'signed'
			JOIN spots s ON s.id = e.spot_id JOIN regions r ON r.id = s.hamlet_id JOIN regions up ON instr(r.path, up.path) = 1
			JOIN role_grants g ON g.region_id = up.id AND g.person_id = v.answered_by AND g.revoked_at IS NULL
		WHERE e.id = NEW.exposure_id AND g.role IN ('moderator', 'publicist', 'auditor', 'inspector', 'town_admin', 'district_admin'));
	SELECT RAISE(ABORT, 'exposure_stages: only while it is late, free of appeals, and under a policy') WHERE NEW.stage = 'shown' AND NOT EXISTS (
		SELECT 1 FROM exposures e JOIN exposure_due d ON d.id = e.assignment_id JOIN exposure_policies p ON p.id = e.policy_id
		WHERE e.id = NEW.exposure_id AND d.late_from < NEW.at AND p.ended_at IS NULL);
	SELECT RAISE(ABORT, 'exposure_stages: somebody looked at the picture and hid what must not be seen') WHERE NEW.stage = 'shown' AND NOT EXISTS (
		SELECT 1 FROM exposures e JOIN photos p ON p.id = e.before_id JOIN photo_redactions r ON r.photo_id = p.id AND r.revision = p.revision WHERE e.id = NEW.exposure_id);
	SELECT RAISE(ABORT, 'exposure_stages: corrected when the fix was confirmed') WHERE NEW.stage = 'corrected' AND NOT EXISTS (
		SELECT 1 FROM exposures e JOIN spot_stages c ON c.spot_id = e.spot_id AND c.stage = 'confirmed' AND c.at >= e.shown_at WHERE e.id = NEW.exposure_id);
END;

CREATE TRIGGER exposure_stages_dated AFTER INSERT ON exposure_stages WHEN NEW.stage IN ('shown', 'corrected', 'left') BEGIN
	UPDATE exposures SET shown_at = NEW.at, leaves_at = NEW.at + DAYS(30) WHERE id = NEW.exposure_id AND NEW.stage = 'shown';
	UPDATE exposures SET corrected_at = NEW.at, leaves_at = min(leaves_at, NEW.at + DAYS(7)),
		after_id = (SELECT p.photo_id FROM spot_photos p JOIN exposures e ON e.spot_id = p.spot_id WHERE e.id = NEW.exposure_id AND p.assignment_id IS NOT NULL ORDER BY p.rowid DESC LIMIT 1)
		WHERE id = NEW.exposure_id AND NEW.stage = 'corrected';
	UPDATE photos SET released_at = NULL WHERE NEW.stage = 'left' AND id IN (SELECT before_id FROM exposures WHERE id = NEW.exposure_id UNION SELECT after_id FROM exposures WHERE id = NEW.exposure_id);
END;

CREATE TRIGGER exposures_kept_as_signed BEFORE UPDATE ON exposures BEGIN
	SELECT RAISE(ABORT, 'exposures: what was signed does not change') WHERE NEW.spot_id <> OLD.spot_id OR NEW.assignment_id <> OLD.assignment_id OR NEW.policy_id <> OLD.policy_id
		OR NEW.village_id <> OLD.village_id OR NEW.before_id <> OLD.before_id;
	SELECT RAISE(ABORT, 'exposures: shown and corrected once, and never longer than it was') WHERE OLD.shown_at IS NOT NULL AND NEW.shown_at IS NOT OLD.shown_at
		OR OLD.corrected_at IS NOT NULL AND NEW.corrected_at IS NOT OLD.corrected_at OR OLD.leaves_at IS NOT NULL AND NOT coalesce(NEW.leaves_at <= OLD.leaves_at, 0);
	SELECT RAISE(ABORT, 'exposures: hidden while somebody looks into it') WHERE NEW.hidden_at IS NULL AND OLD.hidden_at IS NOT NULL
		AND (EXISTS (SELECT 1 FROM exposure_takedowns WHERE exposure_id = NEW.id AND outcome IS NOT 'kept')
			OR EXISTS (SELECT 1 FROM spot_assignments WHERE id = NEW.assignment_id AND appealed_at IS NOT NULL AND appeal_answer IS NOT 'rejected'));
END;

-- Two who looked found that it may stay: whoever presses once more is heard, and hides nothing meanwhile.
CREATE TRIGGER exposure_takedowns_hide AFTER INSERT ON exposure_takedowns
	WHEN (SELECT count(DISTINCT reviewed_by) FROM exposure_takedowns WHERE exposure_id = NEW.exposure_id AND outcome = 'kept') < 2 BEGIN
	UPDATE exposures SET hidden_at = coalesce(hidden_at, NEW.pressed_at) WHERE id = NEW.exposure_id;
	UPDATE photos SET released_at = NULL WHERE id IN (SELECT before_id FROM exposures WHERE id = NEW.exposure_id UNION SELECT after_id FROM exposures WHERE id = NEW.exposure_id);
END;

CREATE TRIGGER exposure_takedowns_of_public BEFORE INSERT ON exposure_takedowns BEGIN
	SELECT RAISE(ABORT, 'exposure_takedowns: of a card that is public, one after the other') WHERE (SELECT stage FROM exposures WHERE id = NEW.exposure_id) NOT IN ('shown', 'corrected')
		OR NEW.number <> 1 + (SELECT count(*) FROM exposure_takedowns WHERE exposure_id = NEW.exposure_id) OR NEW.outcome IS NOT NULL;
END;

-- Who acts as a village's own: tied to it, its admin, and whom its admin made.
CREATE VIEW hands_of_villages AS SELECT person_id, village_id FROM tied_to_villages
	UNION SELECT person_id, region_id FROM role_grants WHERE role = 'village_admin' AND revoked_at IS NULL
	UNION SELECT m.person_id, g.region_id FROM makers m JOIN role_grants g ON g.person_id = m.maker_id AND g.role = 'village_admin' AND g.revoked_at IS NULL;

CREATE TRIGGER exposure_takedowns_reviewed_once BEFORE UPDATE ON exposure_takedowns BEGIN
	SELECT RAISE(ABORT, 'exposure_takedowns are reviewed once, and nothing else of them changes') WHERE OLD.outcome IS NOT NULL OR NEW.outcome IS NULL
		OR NEW.exposure_id <> OLD.exposure_id OR NEW.number <> OLD.number OR NEW.words <> OLD.words OR NEW.pressed_at <> OLD.pressed_at OR NEW.due_at <> OLD.due_at;
	SELECT RAISE(ABORT, 'exposure_takedowns: reviewed by neither signer, nor by who answers for the spot') WHERE EXISTS (
		SELECT 1 FROM approvals v JOIN exposures e ON v.subject = e.spot_id || '/' || e.assignment_id WHERE e.id = NEW.exposure_id AND v.kind = 'exposure' AND v.answer = 'signed' AND NEW.reviewed_by IN (v.proposed_by, v.answered_by))
		OR NEW.reviewed_by IN (SELECT i.person_id FROM spot_interested i JOIN exposures e ON e.spot_id = i.spot_id WHERE e.id = NEW.exposure_id);
	SELECT RAISE(ABORT, 'exposure_takedowns: reviewed by who is independent of the proposer, and by no hand of the village') WHERE EXISTS (
		SELECT 1 FROM exposures e JOIN approvals v ON v.kind = 'exposure' AND v.answer = 'signed' AND v.subject = e.spot_id || '/' || e.assignment_id
		WHERE e.id = NEW.exposure_id AND (NOT INDEPENDENT(v.proposed_by, NEW.reviewed_by, v.region_id) OR EXISTS (
			SELECT 1 FROM hands_of_villages h WHERE h.person_id = NEW.reviewed_by AND h.village_id = e.village_id)));
END;

-- An appeal freezes every effect at once.
CREATE TRIGGER spot_assignments_appeal_hides AFTER UPDATE OF appealed_at ON spot_assignments WHEN NEW.appealed_at IS NOT NULL AND OLD.appealed_at IS NULL BEGIN
	UPDATE exposures SET hidden_at = coalesce(hidden_at, NEW.appealed_at) WHERE spot_id = NEW.spot_id AND assignment_id = NEW.id AND stage IN ('shown', 'corrected');
	UPDATE photos SET released_at = NULL WHERE id IN (SELECT before_id FROM exposures WHERE spot_id = NEW.spot_id AND assignment_id = NEW.id UNION SELECT after_id FROM exposures WHERE spot_id = NEW.spot_id AND assignment_id = NEW.id);
END;

-- Pictures of a card are loaded by the public only while it is there.
CREATE TRIGGER photos_of_cards_released BEFORE UPDATE OF released_at ON photos WHEN NEW.released_at IS NOT NULL AND NEW.household_id IS NULL
	AND NOT EXISTS (SELECT 1 FROM model_pairs WHERE NEW.id IN (before_id, after_id)) AND NOT EXISTS (SELECT 1 FROM story_photos WHERE photo_id = NEW.id)
	AND NOT EXISTS (SELECT 1 FROM store_goods WHERE photo_id = NEW.id) BEGIN
	SELECT RAISE(ABORT, 'photos: of a spot only with a card that is shown') WHERE NOT EXISTS (
		SELECT 1 FROM spot_photos p JOIN exposures e ON e.spot_id = p.spot_id
		WHERE p.photo_id = NEW.id AND (e.before_id = NEW.id OR e.after_id = NEW.id) AND e.stage IN ('shown', 'corrected') AND e.hidden_at IS NULL);
END;

CREATE TRIGGER exposure_policies_end_once BEFORE UPDATE ON exposure_policies BEGIN
	SELECT RAISE(ABORT, 'exposure_policies end once, and nothing else of them changes') WHERE OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.village_id <> OLD.village_id
		OR NEW.document_number <> OLD.document_number OR NEW.adopted_on <> OLD.adopted_on OR NEW.recorded_by <> OLD.recorded_by OR NEW.recorded_at <> OLD.recorded_at;
END;
