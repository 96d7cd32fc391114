-- Rules are drafted, then adopted by a meeting for the months to come, and then stay.

CREATE TRIGGER rule_sets_begin_as_drafts BEFORE INSERT ON rule_sets BEGIN
	SELECT RAISE(ABORT, 'rule_sets begin as drafts of a village') WHERE NEW.adopted_at IS NOT NULL OR NEW.village_id IS NULL AND NEW.id <> 'default'
		OR NEW.village_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM regions WHERE id = NEW.village_id AND level = 'village' AND valid_to IS NULL);
END;

CREATE TRIGGER rule_sets_adopted_once BEFORE UPDATE ON rule_sets BEGIN
	SELECT RAISE(ABORT, 'rule_sets: what was adopted stays') WHERE OLD.adopted_at IS NOT NULL;
	SELECT RAISE(ABORT, 'rule_sets: it is of one village, and the same version') WHERE NEW.id <> OLD.id OR NEW.village_id IS NOT OLD.village_id OR NEW.version <> OLD.version;
	SELECT RAISE(ABORT, 'rule_sets: adopted by a meeting, for months to come') WHERE NEW.adopted_at IS NOT NULL AND NEW.village_id IS NOT NULL
		AND (NEW.adopted_by IS NULL OR NEW.effective_from <= NEW.adopted_at OR length(trim(NEW.document_number)) NOT BETWEEN 2 AND 60 OR NEW.decided_on NOT GLOB '20[0-9][0-9]-[01][0-9]-[0-3][0-9]'
			OR strftime('%d %H:%M:%f', NEW.effective_from / 1000.0 + 28800, 'unixepoch') <> '01 00:00:00.000'
			OR EXISTS (SELECT 1 FROM rule_sets WHERE village_id = NEW.village_id AND effective_from >= NEW.effective_from AND adopted_at IS NOT NULL)
			OR 12 <> (SELECT count(*) FROM point_rules WHERE set_id = NEW.id));
	SELECT RAISE(ABORT, 'rule_sets: as one person entered it and another signed') WHERE NEW.adopted_at IS NOT NULL AND NEW.village_id IS NOT NULL AND NOT EXISTS (
		SELECT 1 FROM rule_adoptions d JOIN approvals a ON a.kind = 'rules' AND a.subject = d.id AND a.answer = 'signed' AND a.proposed_by = d.entered_by
		WHERE d.set_id = NEW.id AND d.document_number = NEW.document_number AND d.decided_on = NEW.decided_on AND d.effective_from = NEW.effective_from AND d.entered_by = NEW.adopted_by);
END;

CREATE TRIGGER approvals_of_rules BEFORE INSERT ON approvals WHEN NEW.kind = 'rules' BEGIN
	SELECT RAISE(ABORT, 'approvals: of a draft, by who entered what its meeting decided, one at a time') WHERE NOT EXISTS (
			SELECT 1 FROM rule_adoptions d JOIN rule_sets s ON s.id = d.set_id WHERE d.id = NEW.subject AND d.entered_by = NEW.proposed_by AND s.village_id = NEW.region_id AND s.adopted_at IS NULL)
		OR EXISTS (SELECT 1 FROM rule_adoptions d JOIN rule_adoptions o ON o.set_id = d.set_id JOIN approvals a ON a.kind = 'rules' AND a.subject = o.id AND a.answer IS NULL WHERE d.id = NEW.subject);
END;

CREATE TRIGGER rule_sets_adopted_stay BEFORE DELETE ON rule_sets WHEN OLD.adopted_at IS NOT NULL BEGIN
	SELECT RAISE(ABORT, 'rule_sets: what was adopted stays');
END;

CREATE TRIGGER point_rules_of_drafts BEFORE INSERT ON point_rules BEGIN
	SELECT RAISE(ABORT, 'point_rules: only a draft changes') WHERE NOT EXISTS (SELECT 1 FROM rule_sets WHERE id = NEW.set_id AND adopted_at IS NULL);
	SELECT RAISE(ABORT, 'point_rules: what waits for a second signature does not change') WHERE EXISTS (
		SELECT 1 FROM rule_adoptions d JOIN approvals a ON a.kind = 'rules' AND a.subject = d.id AND a.answer IS NULL WHERE d.set_id = NEW.set_id);
	SELECT RAISE(ABORT, 'point_rules: what was moved or spent is no rule of a village') WHERE NEW.code GLOB 'T*' AND NEW.set_id <> 'default';
END;

-- The words of FORBIDDEN_WORDS: nobody ties points to money or to what people have a right to.
CREATE TRIGGER point_rules_only_points BEFORE INSERT ON point_rules BEGIN
	SELECT RAISE(ABORT, 'point_rules: points touch neither money nor any right') WHERE EXISTS (SELECT 1 FROM json_each(
		'["罚款","罚金","扣钱","现金","低保","医保","社保","救助","补贴","补助","养老金","入学","上学","升学","宅基地","承包地","入党","参军","征信","黑名单","取消资格","盖章","开证明"]')
		WHERE instr(NEW.remark, value) > 0);
END;

CREATE TRIGGER point_rules_changed BEFORE UPDATE ON point_rules BEGIN
	SELECT RAISE(ABORT, 'point_rules: only a draft changes, line by line anew');
END;

CREATE TRIGGER point_rules_stay BEFORE DELETE ON point_rules WHEN EXISTS (SELECT 1 FROM rule_sets WHERE id = OLD.set_id AND adopted_at IS NOT NULL) BEGIN
	SELECT RAISE(ABORT, 'point_rules: only a draft changes');
END;

CREATE TRIGGER point_rules_that_wait BEFORE DELETE ON point_rules WHEN EXISTS (
	SELECT 1 FROM rule_adoptions d JOIN approvals a ON a.kind = 'rules' AND a.subject = d.id AND a.answer IS NULL WHERE d.set_id = OLD.set_id) BEGIN
	SELECT RAISE(ABORT, 'point_rules: what waits for a second signature does not change');
END;
