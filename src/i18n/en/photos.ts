import type { Messages } from "../messages.ts";

export const photos: Messages["photos"] = {
	busy: ({ seconds }) => `Many people are sending photos. Please try again in ${seconds} seconds. What you wrote is kept.`,
	empty: "This file is empty; there is no photo in it. Please choose another. What you wrote is kept.",
	tooLarge:
		"This photo is larger than 100 MB and cannot be taken in. Please choose a smaller size or another photo. What you wrote is kept.",
	notAPicture: "This file does not open; perhaps it is not a photo. Please take one, or choose another. What you wrote is kept.",
	animated: "This is a moving picture. Please choose a still photo. What you wrote is kept.",
	tooManyPixels:
		"This photo has more pixels than any phone makes and cannot be opened. Please use the normal camera mode. What you wrote is kept.",
	tooSmall:
		"This photo is too small to show a courtyard: both sides need 200 pixels. Please send the photo itself. What you wrote is kept.",
	tooLongSide: "This photo is too long and narrow. Please send a normal photo. What you wrote is kept.",
	broken: "This photo did not arrive whole, or the file is damaged. Please send it again or choose another. What you wrote is kept.",
	brokenOff: "The connection broke and the photo did not arrive. Please send it again. What you wrote is kept.",
	tooHeavy:
		"This photo takes too long to open and was not taken in. Please take it again or send a screenshot of it. What you wrote is kept.",
	gone: "This photo does not exist, or you cannot see it now.",
	withdrawn: "The household took this photo back, so it cannot be made public. Nothing was changed.",
	originalGone:
		"The original of this photo was deleted on time, so hiding cannot begin anew. You can still hide more on the photo as it is.",
	changedMeanwhile: "Someone else just changed what is hidden on this photo, and yours was not saved. Please look at it and draw again.",
	badRectangles: "The boxes are not right: each must lie on the photo, 40 at most. Please draw again; the photo was not changed.",
	originalExpired: "The original of this photo was deleted when its days were over. The pictures made from it are still there.",
	reasonTooLong: ({ limit }) => `A reason has ${limit} characters at most. What you wrote is still here.`,
	reasonMissing: "To look at an original, please say why in a sentence.",
};
