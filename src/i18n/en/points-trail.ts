import type { Messages } from "../messages.ts";

export const awardTrail: Messages["trail"]["award"] = {
	propose: "asked for a second signature for a list",
	sign: "signed a list for points",
	refuse: "did not sign a list for points",
};

export const fundTrail: Messages["trail"]["fund"] = {
	propose: "entered a deposit for points",
	sign: "signed a deposit for points",
	refuse: "did not sign a deposit for points",
};

export const ruleSetTrail: Messages["trail"]["rule_set"] = { adopt: "entered the rules for points that a village adopted" };
