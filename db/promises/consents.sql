-- 按渠道同意: nothing of a household reaches a channel without its standing consent, and what was issued falls when the consent does.

CREATE TRIGGER channel_consents_given BEFORE INSERT ON channel_consents BEGIN
	SELECT RAISE(ABORT, 'channel_consents stand when they are given') WHERE NEW.withdrawn_at IS NOT NULL OR NEW.withdrawn_by IS NOT NULL OR NEW.withdrawn_said_by IS NOT NULL;
	SELECT RAISE(ABORT, 'channel_consents: of what the household shows; to this site a pair has its own') WHERE NEW.item GLOB 'submission:*' AND (NEW.channel = 'site'
		OR NOT EXISTS (SELECT 1 FROM submissions WHERE id = substr(NEW.item, 12) AND household_id = NEW.household_id AND stage = 'published'));
	SELECT RAISE(ABORT, 'channel_consents: of a story that tells of the household') WHERE NEW.item GLOB 'story:*' AND NOT EXISTS (
		SELECT 1 FROM story_households WHERE story_id = substr(NEW.item, 7) AND (household_id = NEW.household_id
			OR household_id IN (SELECT id FROM households WHERE goes_on_id = NEW.household_id)));
	SELECT RAISE(ABORT, 'channel_consents: of the newest version of a story; a pair has none') WHERE NEW.story_version > coalesce((SELECT version FROM stories WHERE NEW.item = 'story:' || id AND id = substr(NEW.item, 7)), 0);
	SELECT RAISE(ABORT, 'channel_consents: of what they read: the newest version says nothing else') FROM stories s WHERE NEW.item = 'story:' || s.id AND s.id = substr(NEW.item, 7) AND s.version <> NEW.story_version AND EXISTS (
		SELECT part, words FROM story_words WHERE story_id = s.id AND number = s.version
			AND (household_id IS NULL OR household_id = NEW.household_id OR household_id IN (SELECT id FROM households WHERE goes_on_id = NEW.household_id))
		EXCEPT SELECT part, words FROM story_words WHERE story_id = s.id AND number = NEW.story_version);
	SELECT RAISE(ABORT, 'channel_consents end after they were given') WHERE NEW.ends_at <= NEW.given_at;
	SELECT RAISE(ABORT, 'channel_consents: given by a grown member, or written down by somebody who is not close to the household and printed no slip of it') WHERE CASE
		WHEN NEW.how = 'own' THEN NOT EXISTS (SELECT 1 FROM household_members m JOIN people p ON p.id = m.person_id
			WHERE m.household_id = NEW.household_id AND m.person_id = NEW.recorded_by AND m.left_at IS NULL AND NOT p.is_under14)
		ELSE NEW.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.recorded_by) OR EXISTS (
			SELECT 1 FROM households h JOIN sign_in_slips l ON l.household_id = h.id
			WHERE (h.id = NEW.household_id OR h.goes_on_id = NEW.household_id) AND l.issued_by = NEW.recorded_by) END;
	SELECT RAISE(ABORT, 'channel_consents: a sheet is of one household') WHERE NEW.paper_code IS NOT NULL AND EXISTS (
		SELECT 1 FROM channel_consents c LEFT JOIN households h ON h.id = c.household_id WHERE c.paper_code = NEW.paper_code AND NEW.household_id NOT IN (c.household_id, coalesce(h.goes_on_id, '')));
END;

CREATE TRIGGER channel_consents_only_withdrawn BEFORE UPDATE ON channel_consents BEGIN
	SELECT RAISE(ABORT, 'channel_consents can only be withdrawn') WHERE (OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL) AND NOT (NEW.withdrawn_at IS NULL AND EXISTS (
			SELECT 1 FROM pair_take_backs WHERE submission_id = substr(OLD.item, 12) AND taken_at = OLD.withdrawn_at AND helper_id = OLD.withdrawn_by AND disowned_at IS NOT NULL)) OR NEW.id <> OLD.id
		OR NEW.household_id <> OLD.household_id OR NEW.item <> OLD.item OR NEW.channel <> OLD.channel OR NEW.text_edition <> OLD.text_edition OR NEW.how <> OLD.how
		OR NEW.recorded_by <> OLD.recorded_by OR NEW.given_at <> OLD.given_at OR NEW.ends_at IS NOT OLD.ends_at OR NEW.story_version <> OLD.story_version OR NEW.said_by IS NOT OLD.said_by OR NEW.said_by_unlisted <> OLD.said_by_unlisted OR NEW.paper_code IS NOT OLD.paper_code;
	SELECT RAISE(ABORT, 'channel_consents: withdrawn by the household itself, with the pair, at its end, or by somebody who wrote down who said so') WHERE NEW.withdrawn_said_by IS NULL AND NOT (NEW.withdrawn_by IS NULL AND coalesce(OLD.ends_at <= NEW.withdrawn_at, 0))
		AND NOT EXISTS (SELECT 1 FROM submission_stages WHERE submission_id = substr(OLD.item, 12) AND stage = 'withdrawn')
		AND NOT EXISTS (SELECT 1 FROM households h JOIN household_members m ON m.household_id = coalesce(h.goes_on_id, h.id)
			WHERE h.id = OLD.household_id AND m.person_id = NEW.withdrawn_by AND m.left_at IS NULL);
	SELECT RAISE(ABORT, 'channel_consents: own household or declared relatives') WHERE NEW.withdrawn_said_by IS NOT NULL
		AND OLD.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.withdrawn_by);
END;

-- A pair that its household withdraws leaves every channel with the same row.
CREATE TRIGGER submission_stages_end_channels AFTER INSERT ON submission_stages WHEN NEW.stage = 'withdrawn' BEGIN
	UPDATE channel_consents SET withdrawn_at = NEW.at, withdrawn_by = NEW.actor_id WHERE item = 'submission:' || NEW.submission_id AND withdrawn_at IS NULL;
END;

-- What a version says, to whom it matters: a picture or pair to its household, all else to everybody of whom the story tells.
CREATE VIEW story_words AS SELECT story_id, number, NULL AS household_id, 'title' AS part, title AS words FROM story_versions
	UNION ALL SELECT story_id, number, NULL, 'summary', summary FROM story_versions WHERE summary <> ''
	UNION ALL SELECT story_id, number, NULL, 'cost', cost FROM story_versions WHERE cost <> ''
	UNION ALL SELECT v.story_id, v.number, NULL, 'step', w.value FROM story_versions v, json_each(v.how_to) w
	UNION ALL SELECT v.story_id, v.number, NULL, b.value ->> 'kind', (b.value ->> 'text') || char(10) || (b.value ->> 'more')
		FROM story_versions v, json_each(v.blocks) b WHERE b.value ->> 'kind' NOT IN ('pair', 'picture')
	UNION ALL SELECT v.story_id, v.number, u.household_id, b.value ->> 'kind', (b.value ->> 'text') || char(10) || (b.value ->> 'more')
		FROM story_versions v, json_each(v.blocks) b JOIN submissions u ON u.id = substr(b.value ->> 'more', 1, instr((b.value ->> 'more') || '/', '/') - 1)
		WHERE b.value ->> 'kind' IN ('pair', 'picture')
	UNION ALL SELECT v.story_id, v.number, NULL, 'picture', (b.value ->> 'text') || char(10) || (b.value ->> 'more')
		FROM story_versions v, json_each(v.blocks) b WHERE b.value ->> 'kind' = 'picture' AND b.value ->> 'more' LIKE 'own/%'
	UNION ALL SELECT story_id, number, NULL, 'label', 'machine' FROM story_versions WHERE is_machine_drafted
	UNION ALL SELECT v.story_id, v.number, u.household_id, 'lead', v.lead_id FROM story_versions v JOIN submissions u ON u.id = v.lead_id;

-- A consent stands for the version that the household read, and for later ones that only leave words out or move them.
CREATE VIEW story_consents AS SELECT t.story_id, t.household_id, a.channel, a.ends_at, a.how, a.recorded_by FROM story_households t CROSS JOIN stories s ON s.id = t.story_id
	CROSS JOIN channel_consents a ON a.item = 'story:' || t.story_id AND a.withdrawn_at IS NULL
		AND a.household_id IN (t.household_id, (SELECT goes_on_id FROM households WHERE id = t.household_id))
	WHERE a.story_version = s.version OR NOT EXISTS (
		SELECT part, words FROM story_words WHERE story_id = t.story_id AND number = s.version AND (household_id IS NULL OR household_id = t.household_id)
		EXCEPT SELECT part, words FROM story_words WHERE story_id = t.story_id AND number = a.story_version);

-- A story is on this site while everybody of whom it tells agrees; otherwise it goes back to its writer, in the same transaction.
CREATE VIEW story_households_silent AS SELECT t.story_id, t.household_id, c.value AS channel FROM story_households t
	CROSS JOIN json_each('["village_board", "site", "wechat", "press"]') c WHERE NOT EXISTS (
		SELECT 1 FROM story_consents a WHERE a.story_id = t.story_id AND a.household_id = t.household_id AND a.channel = c.value);

-- Who agreed to this site only until before the story ends.
CREATE VIEW story_households_until AS SELECT t.story_id, t.household_id, max(a.ends_at) AS ends_at FROM story_households t CROSS JOIN stories s ON s.id = t.story_id
	CROSS JOIN story_consents a ON a.story_id = t.story_id AND a.household_id = t.household_id AND a.channel = 'site'
	GROUP BY t.story_id, t.household_id HAVING count(*) = count(a.ends_at) AND (s.ends_at IS NULL OR max(a.ends_at) < s.ends_at);

CREATE TRIGGER story_stages_with_consent BEFORE INSERT ON story_stages WHEN NEW.stage = 'published' BEGIN
	SELECT RAISE(ABORT, 'story_stages: published with the consent of everybody of whom it tells') WHERE EXISTS (
		SELECT 1 FROM story_households_silent WHERE story_id = NEW.story_id AND channel = 'site');
	SELECT RAISE(ABORT, 'story_stages: published no longer than everybody agreed') WHERE EXISTS (SELECT 1 FROM story_households_until WHERE story_id = NEW.story_id);
END;

CREATE TRIGGER stories_within_consent AFTER UPDATE OF ends_at ON stories WHEN NEW.stage = 'published' BEGIN
	SELECT RAISE(ABORT, 'stories: public no longer than everybody agreed') WHERE EXISTS (SELECT 1 FROM story_households_until WHERE story_id = NEW.id);
END;

-- Whoever had a hand in a story, and the publicists of its place, hear that a household took something back.
CREATE VIEW story_hands AS SELECT id AS story_id, created_by AS person_id FROM stories
	UNION SELECT story_id, actor_id FROM story_stages WHERE actor_id IS NOT NULL
	UNION SELECT story_id, written_by FROM story_versions UNION SELECT story_id, person_id FROM story_drafts
	UNION SELECT s.id, g.person_id FROM stories s JOIN regions r ON r.id = s.region_id JOIN role_grants g ON instr(r.path, '/' || g.region_id || '/')
		WHERE g.role = 'publicist' AND g.revoked_at IS NULL;

CREATE TRIGGER channel_consents_end_stories AFTER UPDATE OF withdrawn_at ON channel_consents WHEN NEW.item GLOB 'story:*' AND NEW.channel = 'site'
	AND EXISTS (SELECT 1 FROM story_households_silent n WHERE n.story_id = substr(NEW.item, 7) AND n.channel = 'site'
		AND NEW.household_id IN (n.household_id, (SELECT goes_on_id FROM households WHERE id = n.household_id))) BEGIN
	INSERT OR IGNORE INTO notices (id, kind, params, subject, source, person_id, created_at)
		SELECT lower(hex(randomblob(8))), 'story_left_by', json_object('place', (SELECT name FROM regions WHERE id = s.region_id), 'what', 'consent'), NEW.item, 'story_left_by/' || NEW.id || '/' || h.person_id, h.person_id, NEW.withdrawn_at
		FROM stories s JOIN story_hands h ON h.story_id = s.id WHERE s.id = substr(NEW.item, 7) AND s.stage NOT IN ('ended', 'dropped');
	INSERT INTO story_stages (id, story_id, seq, stage, actor_id, at, note)
		SELECT lower(hex(randomblob(8))), id, 1 + (SELECT count(*) FROM story_stages WHERE story_id = stories.id), 'writing', NEW.withdrawn_by, NEW.withdrawn_at, CASE WHEN NEW.withdrawn_by IS NULL THEN 'consent_over' ELSE 'consent_taken_back' END
		FROM stories WHERE id = substr(NEW.item, 7) AND stage IN ('approved', 'published');
END;

-- What was issued and shows something without a standing consent in its channel; what a household read is what was printed, whatever a later version says.
CREATE VIEW issued_fallen AS SELECT w.issued_id, w.item FROM issued_shows w JOIN issued i ON i.id = w.issued_id WHERE CASE WHEN w.item GLOB 'story:*'
	THEN NOT EXISTS (SELECT 1 FROM channel_consents a WHERE a.item = w.item AND a.channel = i.channel AND a.withdrawn_at IS NULL
		AND a.household_id IN (w.household_id, (SELECT goes_on_id FROM households WHERE id = w.household_id)))
	ELSE NOT EXISTS (SELECT 1 FROM submissions s JOIN consents c ON c.submission_id = s.id AND c.channel = 'public_display' AND c.withdrawn_at IS NULL
			WHERE s.id = substr(w.item, 12) AND s.stage = 'published')
		OR i.channel <> 'site' AND NOT EXISTS (SELECT 1 FROM channel_consents a WHERE a.item = w.item AND a.channel = i.channel AND a.withdrawn_at IS NULL) END;

CREATE TRIGGER issued_of_its_place BEFORE INSERT ON issued BEGIN
	SELECT RAISE(ABORT, 'issued: of a pair in its village, of a story in its place, or of an open place') WHERE NOT EXISTS (
		SELECT 1 FROM submissions WHERE NEW.subject = 'submission:' || id AND id = substr(NEW.subject, 12) AND village_id = NEW.region_id
		UNION ALL SELECT 1 FROM stories WHERE NEW.subject = 'story:' || id AND id = substr(NEW.subject, 7) AND region_id = NEW.region_id
		UNION ALL SELECT 1 FROM regions WHERE NEW.subject = 'region:' || id AND id = NEW.region_id AND valid_to IS NULL);
END;

CREATE TRIGGER issued_only_again BEFORE UPDATE ON issued BEGIN
	SELECT RAISE(ABORT, 'issued: it stays as it is, and may only be issued again later') WHERE NEW.last_issued_at < OLD.last_issued_at OR NEW.id <> OLD.id OR NEW.token <> OLD.token
		OR NEW.kind <> OLD.kind OR NEW.design <> OLD.design OR NEW.channel <> OLD.channel OR NEW.subject <> OLD.subject OR NEW.region_id <> OLD.region_id
		OR NEW.content_hash <> OLD.content_hash OR NEW.issued_by <> OLD.issued_by OR NEW.issued_at <> OLD.issued_at;
END;

CREATE TRIGGER issued_shows_its_pair AFTER INSERT ON issued WHEN NEW.subject GLOB 'submission:*' BEGIN
	INSERT INTO issued_shows (issued_id, household_id, item) SELECT NEW.id, household_id, NEW.subject FROM submissions WHERE id = substr(NEW.subject, 12);
END;

CREATE TRIGGER issued_shows_its_story AFTER INSERT ON issued WHEN NEW.subject GLOB 'story:*' BEGIN
	INSERT INTO issued_shows (issued_id, household_id, item)
		SELECT NEW.id, household_id, NEW.subject FROM story_households WHERE story_id = substr(NEW.subject, 7)
		UNION SELECT NEW.id, u.household_id, 'submission:' || u.id FROM stories s JOIN story_pairs p ON p.story_id = s.id AND p.version = s.version
			JOIN submissions u ON u.id = p.submission_id WHERE s.id = substr(NEW.subject, 7);
END;

CREATE TRIGGER issued_shows_of_households BEFORE INSERT ON issued_shows BEGIN
	SELECT RAISE(ABORT, 'issued_shows: a pair or a story of this household') WHERE NOT EXISTS (
		SELECT 1 FROM submissions WHERE NEW.item = 'submission:' || id AND id = substr(NEW.item, 12) AND household_id = NEW.household_id
		UNION ALL SELECT 1 FROM story_households WHERE NEW.item = 'story:' || story_id AND story_id = substr(NEW.item, 7) AND household_id = NEW.household_id);
END;

CREATE TRIGGER issued_shows_by_consent AFTER INSERT ON issued_shows BEGIN
	SELECT RAISE(ABORT, 'issued_shows: only with a standing consent in the channel') WHERE EXISTS (SELECT 1 FROM issued_fallen WHERE issued_id = NEW.issued_id AND item = NEW.item)
		OR EXISTS (SELECT 1 FROM story_households_silent n JOIN issued i ON i.channel = n.channel WHERE i.id = NEW.issued_id AND NEW.item = 'story:' || n.story_id AND n.story_id = substr(NEW.item, 7) AND n.household_id = NEW.household_id);
	-- What leaves the county's own sight: nobody hears a yes alone and then uses it alone.
	SELECT RAISE(ABORT, 'issued_shows: to WeChat and the press not by whoever alone heard the yes') FROM issued made WHERE made.id = NEW.issued_id AND made.channel IN ('wechat', 'press') AND NOT EXISTS (
		SELECT 1 FROM channel_consents yes WHERE yes.item = NEW.item AND NEW.item GLOB 'submission:*' AND yes.channel = made.channel AND yes.withdrawn_at IS NULL
			AND (yes.how <> 'spoken' OR INDEPENDENT(yes.recorded_by, made.issued_by, made.region_id))
		UNION ALL SELECT 1 FROM story_consents yes WHERE NEW.item = 'story:' || yes.story_id AND yes.story_id = substr(NEW.item, 7)
			AND yes.household_id = NEW.household_id AND yes.channel = made.channel
			AND (yes.how <> 'spoken' OR INDEPENDENT(yes.recorded_by, made.issued_by, made.region_id)));
END;

CREATE TRIGGER posted_copies_hang BEFORE INSERT ON posted_copies BEGIN
	SELECT RAISE(ABORT, 'posted_copies: hung while everybody on it agrees') WHERE NEW.taken_down_at IS NOT NULL OR EXISTS (SELECT 1 FROM issued_fallen WHERE issued_id = NEW.issued_id);
	SELECT RAISE(ABORT, 'posted_copies: what was made for this site hangs nowhere') WHERE EXISTS (SELECT 1 FROM issued WHERE id = NEW.issued_id AND channel = 'site');
END;

CREATE TRIGGER posted_copies_only_taken_down BEFORE UPDATE ON posted_copies BEGIN
	SELECT RAISE(ABORT, 'posted_copies can only be taken down') WHERE OLD.taken_down_at IS NOT NULL OR NEW.taken_down_at IS NULL OR NEW.id <> OLD.id
		OR NEW.issued_id <> OLD.issued_id OR NEW.place <> OLD.place OR NEW.posted_by <> OLD.posted_by OR NEW.posted_at <> OLD.posted_at;
END;
