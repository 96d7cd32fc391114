import type { Messages } from "../messages.ts";

export const storyTrail: Messages["trail"]["story"] = {
	begin: "began a story",
	write: "wrote a version of a story",
	add_photo: "added a picture to a story",
	remove_photo: "deleted a picture of a story",
	hand_in: "handed a story in",
	pass: "passed a story",
	return: "sent a story back",
	schedule: "set when a story begins and ends",
	publish: "published a story",
	end: "ended a story",
	take_back: "took a story back to be mended",
	drop: "gave a story up",
	remark: "remarked on a story",
	feature: "arranged what is featured",
	tell_of: "said that it tells of a household",
	tell_no_more_of: "took a household out of it",
};
