import type { Messages } from "../messages.ts";

export const units: Messages["units"] = {
	title: "Responsible units",
	nameLength: ({ limit }) => `A unit's name has 2 to ${limit} characters.`,
	phoneOfOffice: "Only an office's telephone, no private mobile. Leave it out if there is none.",
	hasDuties: "This unit still answers for an area; hand that to another unit first.",
	closed: "This unit is closed.",
	notOneself: "Nobody adds themselves; please ask another admin.",
	personMissing: "Please choose somebody on the staff.",
	placeClosed: "This place is closed; please choose another.",
};
