-- 积分超市. The stock of a good is what its movements say; each of them comes from something that two people signed, or from an order.

CREATE TRIGGER store_goods_begin_empty BEFORE INSERT ON store_goods BEGIN
	SELECT RAISE(ABORT, 'store_goods: of an open village, and nothing there yet') WHERE NEW.stock <> 0 OR NEW.ended_at IS NOT NULL OR NEW.photo_id IS NOT NULL
		OR NOT EXISTS (SELECT 1 FROM regions WHERE id = NEW.village_id AND level = 'village' AND valid_to IS NULL);
END;

CREATE TRIGGER store_goods_kept BEFORE UPDATE ON store_goods BEGIN
	SELECT RAISE(ABORT, 'store_goods: a good stays what it is') WHERE NEW.id <> OLD.id OR NEW.village_id <> OLD.village_id OR NEW.name <> OLD.name OR NEW.unit <> OLD.unit OR NEW.added_at <> OLD.added_at;
	SELECT RAISE(ABORT, 'store_goods.stock follows store_movements') WHERE NEW.stock <> OLD.stock
		AND NEW.stock <> (SELECT stock_after FROM store_movements WHERE good_id = NEW.id ORDER BY seq DESC LIMIT 1);
	SELECT RAISE(ABORT, 'store_goods: a photo of no household and no spot') WHERE EXISTS (SELECT 1 FROM photos WHERE id = NEW.photo_id AND household_id IS NOT NULL)
		OR EXISTS (SELECT 1 FROM spot_photos WHERE photo_id = NEW.photo_id) OR EXISTS (SELECT 1 FROM model_pairs WHERE NEW.photo_id IN (before_id, after_id))
		OR EXISTS (SELECT 1 FROM story_photos WHERE photo_id = NEW.photo_id);
	SELECT RAISE(ABORT, 'store_goods: a photo that is there, of a good that is offered') WHERE NEW.photo_id IS NOT NULL AND (
		NEW.ended_at IS NOT NULL OR EXISTS (SELECT 1 FROM photos WHERE id = NEW.photo_id AND erased_at IS NOT NULL));
END;

-- What a good shows no more, nobody loads any more.
CREATE TRIGGER store_goods_photo_left AFTER UPDATE OF photo_id ON store_goods WHEN OLD.photo_id IS NOT NULL AND NEW.photo_id IS NOT OLD.photo_id BEGIN
	UPDATE photos SET released_at = NULL WHERE id = OLD.photo_id AND released_at IS NOT NULL;
END;

CREATE TRIGGER store_prices_in_order BEFORE INSERT ON store_prices BEGIN
	SELECT RAISE(ABORT, 'store_prices: one version after the other') WHERE NEW.version <> 1 + (SELECT count(*) FROM store_prices WHERE good_id = NEW.good_id);
END;

CREATE TRIGGER store_movements_follow BEFORE INSERT ON store_movements BEGIN
	SELECT RAISE(ABORT, 'store_movements: one after the other, and the stock follows') WHERE NEW.seq <> 1 + coalesce((SELECT max(seq) FROM store_movements WHERE good_id = NEW.good_id), 0)
		OR NEW.stock_after <> NEW.quantity + (SELECT stock FROM store_goods WHERE id = NEW.good_id);
	SELECT RAISE(ABORT, 'store_movements: what came in, two people signed') WHERE NEW.kind = 'in' AND NOT EXISTS (
		SELECT 1 FROM store_deliveries d JOIN approvals a ON a.kind = 'store' AND a.subject = 'delivery/' || d.id AND a.answer = 'signed'
		WHERE d.id = NEW.source_id AND d.good_id = NEW.good_id AND d.quantity = NEW.quantity);
	SELECT RAISE(ABORT, 'store_movements: a difference, two people signed') WHERE NEW.kind = 'count' AND NOT EXISTS (
		SELECT 1 FROM store_taking_lines l JOIN approvals a ON a.kind = 'store' AND a.subject = 'taking/' || l.taking_id AND a.answer = 'signed'
		WHERE l.taking_id = NEW.source_id AND l.good_id = NEW.good_id AND l.counted - l.expected = NEW.quantity);
	SELECT RAISE(ABORT, 'store_movements: out what is ordered, back what was not collected') WHERE NEW.kind IN ('out', 'back') AND NOT EXISTS (
		SELECT 1 FROM store_order_lines l JOIN store_orders o ON o.id = l.order_id AND o.stage = 'ordered'
		WHERE l.order_id = NEW.source_id AND l.good_id = NEW.good_id AND l.quantity = iif(NEW.kind = 'out', -NEW.quantity, NEW.quantity));
	SELECT RAISE(ABORT, 'store_movements: back only what went out') WHERE NEW.kind = 'back' AND NOT EXISTS (
		SELECT 1 FROM store_movements WHERE source_id = NEW.source_id AND good_id = NEW.good_id AND kind = 'out');
END;

CREATE TRIGGER store_movements_counted AFTER INSERT ON store_movements BEGIN
	UPDATE store_goods SET stock = NEW.stock_after WHERE id = NEW.good_id;
END;

CREATE TRIGGER store_orders_of_village BEFORE INSERT ON store_orders BEGIN
	SELECT RAISE(ABORT, 'store_orders: of an open household of the village') WHERE NOT EXISTS (
		SELECT 1 FROM households WHERE id = NEW.household_id AND village_id = NEW.village_id AND closed_at IS NULL);
	SELECT RAISE(ABORT, 'store_orders: a keeper orders for nobody close, and for nobody whose slip they printed') WHERE NEW.way = 'keeper' AND (
		NOT EXISTS (SELECT 1 FROM store_keepers WHERE village_id = NEW.village_id AND person_id = NEW.ordered_by AND ended_at IS NULL)
		OR NEW.household_id IN (SELECT household_id FROM close_households WHERE person_id = NEW.ordered_by)
		OR EXISTS (SELECT 1 FROM sign_in_slips WHERE household_id = NEW.household_id AND issued_by = NEW.ordered_by));
END;

CREATE TRIGGER store_orders_kept BEFORE UPDATE ON store_orders BEGIN
	SELECT RAISE(ABORT, 'store_orders: nothing but the stage changes') WHERE NEW.id <> OLD.id OR NEW.form_key <> OLD.form_key OR NEW.village_id <> OLD.village_id OR NEW.household_id <> OLD.household_id
		OR NEW.points <> OLD.points OR NEW.code_hash <> OLD.code_hash OR NEW.way <> OLD.way OR NEW.ordered_by <> OLD.ordered_by OR NEW.let_in_by IS NOT OLD.let_in_by
		OR NEW.said_by IS NOT OLD.said_by OR NEW.ordered_at <> OLD.ordered_at OR NEW.lapses_at <> OLD.lapses_at;
END;

CREATE TRIGGER store_order_lines_at_price BEFORE INSERT ON store_order_lines BEGIN
	SELECT RAISE(ABORT, 'store_order_lines: a good of this village at its price of now, before the order stands') WHERE NOT EXISTS (
		SELECT 1 FROM store_orders o JOIN store_goods g ON g.id = NEW.good_id AND g.village_id = o.village_id AND g.ended_at IS NULL
		JOIN store_prices p ON p.id = NEW.price_id AND p.good_id = g.id AND p.version = (SELECT max(version) FROM store_prices WHERE good_id = g.id)
		WHERE o.id = NEW.order_id AND NEW.points = p.points * NEW.quantity)
		OR EXISTS (SELECT 1 FROM store_order_stages WHERE order_id = NEW.order_id);
END;

-- An order stands with its points and its goods, or not at all; what ends it without goods gives both back.
CREATE TRIGGER store_order_stages_whole BEFORE INSERT ON store_order_stages BEGIN
	SELECT RAISE(ABORT, 'store_order_stages: an order stands with its points and its goods') WHERE NEW.stage = 'ordered' AND (
		NOT EXISTS (SELECT 1 FROM store_orders o JOIN point_entries e ON e.source = 'order:' || o.id AND e.kind = 'redeem' AND e.points = -o.points AND e.household_id = o.household_id
			WHERE o.id = NEW.order_id AND o.points = (SELECT sum(points) FROM store_order_lines WHERE order_id = o.id))
		OR EXISTS (SELECT 1 FROM store_order_lines l WHERE l.order_id = NEW.order_id AND NOT EXISTS (
			SELECT 1 FROM store_movements WHERE source_id = l.order_id AND good_id = l.good_id AND kind = 'out')));
	SELECT RAISE(ABORT, 'store_order_stages: points and goods go back') WHERE NEW.stage IN ('cancelled', 'lapsed') AND (
		NOT EXISTS (SELECT 1 FROM point_entries e JOIN point_entries r ON r.refers_to = e.seq AND r.kind = 'reverse' AND r.points = -e.points WHERE e.source = 'order:' || NEW.order_id)
		OR EXISTS (SELECT 1 FROM store_order_lines l WHERE l.order_id = NEW.order_id AND NOT EXISTS (
			SELECT 1 FROM store_movements WHERE source_id = l.order_id AND good_id = l.good_id AND kind = 'back')));
	SELECT RAISE(ABORT, 'store_order_stages: lapsed when its time is over') WHERE NEW.stage = 'lapsed' AND NEW.at < (SELECT lapses_at FROM store_orders WHERE id = NEW.order_id);
	SELECT RAISE(ABORT, 'store_order_stages: handed out by a keeper who could not be the household, nor is close to it') WHERE NEW.stage = 'collected' AND NOT EXISTS (
		SELECT 1 FROM store_orders o JOIN store_keepers k ON k.village_id = o.village_id AND k.person_id = NEW.actor_id AND k.ended_at IS NULL
		WHERE o.id = NEW.order_id AND o.let_in_by IS NOT NEW.actor_id
			AND o.household_id NOT IN (SELECT household_id FROM close_households WHERE person_id = NEW.actor_id));
	SELECT RAISE(ABORT, 'store_order_stages: above twenty points a month of keepers who depend on each other, in the name of a household, another one hands out') WHERE NEW.stage = 'collected' AND EXISTS (
		SELECT 1 FROM store_orders o WHERE o.id = NEW.order_id AND o.way = 'keeper' AND NOT INDEPENDENT(NEW.actor_id, o.ordered_by, o.village_id)
			AND 20 < o.points + (SELECT coalesce(sum(p.points), 0) FROM store_orders p WHERE p.household_id = o.household_id AND NOT INDEPENDENT(p.ordered_by, o.ordered_by, o.village_id)
				AND p.way = 'keeper' AND p.stage = 'collected' AND MONTH(p.stage_at) = MONTH(NEW.at)));
END;

CREATE TRIGGER store_keepers_end_once BEFORE UPDATE ON store_keepers BEGIN
	SELECT RAISE(ABORT, 'store_keepers: an appointment ends once, and nothing else of it changes') WHERE OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
		OR NEW.village_id <> OLD.village_id OR NEW.person_id <> OLD.person_id OR NEW.added_by <> OLD.added_by OR NEW.added_at <> OLD.added_at;
END;

CREATE TRIGGER store_donors_kept BEFORE UPDATE ON store_donors BEGIN
	SELECT RAISE(ABORT, 'store_donors: only whether they are named changes') WHERE NEW.id <> OLD.id OR NEW.village_id <> OLD.village_id OR NEW.kind <> OLD.kind OR NEW.name <> OLD.name;
END;

CREATE TRIGGER store_deliveries_of_own_donor BEFORE INSERT ON store_deliveries BEGIN
	SELECT RAISE(ABORT, 'store_deliveries: of a donor of the same village') WHERE NEW.donor_id IS NOT NULL AND NOT EXISTS (
		SELECT 1 FROM store_donors d JOIN store_goods g ON g.village_id = d.village_id WHERE d.id = NEW.donor_id AND g.id = NEW.good_id);
END;

-- What is ordered must be collected or given back before the household ends or leaves the village.
CREATE TRIGGER households_stay_for_orders BEFORE UPDATE OF closed_at, village_id ON households WHEN NEW.closed_at IS NOT OLD.closed_at OR NEW.village_id <> OLD.village_id BEGIN
	SELECT RAISE(ABORT, 'households stay while an order of theirs waits in the store') WHERE EXISTS (SELECT 1 FROM store_orders WHERE household_id = NEW.id AND stage = 'ordered');
END;
