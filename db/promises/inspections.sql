-- Nobody inspects where they answer, hold an office of the village itself, or belong to a household.

-- Who belongs to a village by a household, a relative or a unit, and by no role alone. Rows may come twice: as sets, both views would be put together for
-- everybody whenever one person is asked for.
CREATE VIEW tied_to_villages AS
	SELECT own.person_id, h.village_id FROM household_members own JOIN households h ON h.id = own.household_id WHERE own.left_at IS NULL
	UNION ALL SELECT kin.person_id, h.village_id FROM declared_relatives kin JOIN households h ON h.id = kin.household_id
	UNION ALL SELECT m.person_id, v.id FROM unit_members m JOIN units u ON u.id = m.unit_id JOIN regions v ON v.id = u.region_id AND v.level = 'village' WHERE m.ended_at IS NULL;

CREATE VIEW bound_to_villages AS SELECT person_id, village_id, 'tied' AS why, NULL AS maker_id FROM tied_to_villages
	UNION ALL SELECT g.person_id, v.id, 'office', NULL FROM role_grants g JOIN regions v ON v.id = g.region_id AND v.level = 'village' WHERE g.revoked_at IS NULL
	-- And whom somebody made who belongs there: a second account goes where the first one may not. Nobody is bound by the first admin, who made everybody.
	UNION ALL SELECT m.person_id, t.village_id, 'made', m.maker_id FROM makers m JOIN tied_to_villages t ON t.person_id = m.maker_id WHERE NOT m.is_first;

CREATE TRIGGER inspection_pools_begin_sealed BEFORE INSERT ON inspection_pools BEGIN
	SELECT RAISE(ABORT, 'inspection_pools: of a month whose seed was sealed before, and that was not drawn yet') WHERE
		(SELECT group_concat(action) FROM audit_entries WHERE subject = 'inspection:' || NEW.month AND action IN ('inspection.seal', 'inspection.draw')) IS NOT 'inspection.seal';
END;

CREATE TRIGGER inspection_walks_drawn BEFORE INSERT ON inspection_walks BEGIN
	SELECT RAISE(ABORT, 'inspection_walks: of a hamlet that was drawn') WHERE NOT EXISTS (
		SELECT 1 FROM inspection_pools WHERE month = NEW.month AND hamlet_id = NEW.hamlet_id AND village_id = NEW.village_id AND is_drawn);
	SELECT RAISE(ABORT, 'inspection_walks: not by who is bound to the village') WHERE EXISTS (
		SELECT 1 FROM bound_to_villages WHERE village_id = NEW.village_id AND person_id = NEW.inspector_id);
	SELECT RAISE(ABORT, 'inspection_walks begin unmade') WHERE NEW.done_at IS NOT NULL;
END;

CREATE TRIGGER inspection_walks_made_once BEFORE UPDATE ON inspection_walks BEGIN
	SELECT RAISE(ABORT, 'inspection_walks: made once, and nothing else of them changes') WHERE OLD.done_at IS NOT NULL OR NEW.month <> OLD.month OR NEW.hamlet_id <> OLD.hamlet_id
		OR NEW.village_id <> OLD.village_id OR NEW.drawn_at <> OLD.drawn_at;
	SELECT RAISE(ABORT, 'inspection_walks: not by who is bound to the village') WHERE EXISTS (
		SELECT 1 FROM bound_to_villages WHERE village_id = NEW.village_id AND person_id = NEW.inspector_id);
	SELECT RAISE(ABORT, 'inspection_walks: another inspector only before the first look') WHERE NEW.inspector_id IS NOT OLD.inspector_id AND EXISTS (
		SELECT 1 FROM inspections WHERE walk_id = NEW.id);
	SELECT RAISE(ABORT, 'inspection_walks: made when each place has its answer') WHERE NEW.done_at IS NOT NULL AND (SELECT count(*) FROM inspections WHERE walk_id = NEW.id) < 10;
END;

CREATE TRIGGER inspections_of_open_visits BEFORE INSERT ON inspections BEGIN
	SELECT RAISE(ABORT, 'inspections: of a walk that is under way') WHERE (SELECT done_at IS NOT NULL OR inspector_id IS NULL FROM inspection_walks WHERE id = NEW.walk_id);
	SELECT RAISE(ABORT, 'inspections: a fault is a spot of the hamlet') WHERE NEW.spot_id IS NOT NULL AND NOT EXISTS (
		SELECT 1 FROM spots s JOIN inspection_walks v ON v.hamlet_id = s.hamlet_id WHERE s.id = NEW.spot_id AND v.id = NEW.walk_id);
END;
