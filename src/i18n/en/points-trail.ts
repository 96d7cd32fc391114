import type { Messages } from "../messages.ts";

const awardTrail: Messages["trail"]["award"] = {
	enter: "entered a list for points",
	confirm: "wrote down what a household says that was helped",
	propose: "asked for a second signature for a list",
	sign: "signed a list for points",
	refuse: "did not sign a list for points",
};

const fundTrail: Messages["trail"]["fund"] = {
	propose: "entered a deposit for points",
	sign: "signed a deposit for points",
	refuse: "did not sign a deposit for points",
};

const rulesTrail: Messages["trail"]["rules"] = {
	propose: "entered the rules that a meeting adopted and asked for a second signature",
	sign: "signed a village's rules for points",
	refuse: "did not sign a village's rules for points",
};

const ruleSetTrail: Messages["trail"]["rule_set"] = { adopt: "entered the rules for points that a village adopted" };

const storeTrail: Messages["trail"]["store"] = {
	add_good: "put something on a store's list",
	set_price: "changed a price in points",
	end_good: "took something off a store's list",
	photograph: "put up the photo of something in a store",
	remove_photo: "took down the photo of something in a store",
	add_donor: "entered a donor",
	name_donor: "changed whether a donor is named",
	add_keeper: "made somebody keeper of a store",
	end_keeper: "ended a keeper's appointment",
	deliver: "entered a delivery",
	take_stock: "took stock of a store",
	propose: "asked for a second signature for stock",
	sign: "signed for stock",
	refuse: "did not sign for stock",
	order: "exchanged points for goods",
	order_for: "exchanged points for a household",
	cancel: "gave an order back",
	collect: "handed an order out",
	lapse: "an order lapsed uncollected",
};

const closeTrail = {
	begin: "began the close of a month's points",
	notice: "put a month's points up for notice",
	lock: "locked a month's points",
};
const disputeTrail = {
	make: "said for the household that an entry of points is wrong",
	answer: "answered a household about an entry of points",
};

const callbackTrail = {
	seal: "sealed a quarter's call-backs",
	draw: "drew a quarter's call-backs",
	find: "found a picture of a pair false",
	answer: "wrote down a call-back",
	propose: "proposed what becomes of an entry that is not true",
	sign: "signed what becomes of an entry that is not true",
	refuse: "did not sign what becomes of an entry that is not true",
	rule: "an entry that is not true was ruled on",
};

export const pointsTrail = {
	award: awardTrail,
	callback: callbackTrail,
	close: closeTrail,
	dispute: disputeTrail,
	fund: fundTrail,
	rule_set: ruleSetTrail,
	rules: rulesTrail,
	store: storeTrail,
};
