import type { Messages } from "../messages.ts";
import { broadcast as inChinese } from "../zh-CN/broadcast.ts";

// What is broadcast is Chinese, in whichever language the desk is read.
const { defaults, key, draftOf } = inChinese;

export const broadcast: Messages["broadcast"] = {
	...{ defaults, key, draftOf },
	title: "Loudspeaker script",
	lede: "200 to 350 characters, sentences of at most 15, the key line twice, figures as they are spoken. Only good news; no household is named.",
	text: "A clean-up day and good news, easy to read aloud, on paper in large type",
	place: "Place",
	day: "Clean-up day",
	time: "Time",
	where: "Where to meet",
	tools: "What to bring",
	phone: "Telephone for help",
	draft: "Draft",
	script: "Script",
	check: "Check again",
	print: "Print in large type",
	listen: "Read it to me",
	stop: "Stop",
	sound: "Make a sound file",
	machineSpeaks: "以下内容由电脑合成语音播报。",
	noVoice: "No program that speaks is installed here; please let somebody read it.",
	voiceFailed:
		"The program that speaks failed. The script is still here; try again later, or ask who runs the computer to look at the log.",
	voiceBusy: "The program that speaks is reading another script. Yours is still here; try again in half a minute.",
	reading: "As it is read",
	readingHint:
		"Characters that are easily misread have their reading above; in names of places all with several readings. Ask somebody local first.",
	length: ({ length, least, most }) => `${length} characters; ${least} to ${most} are right.`,
	isShort: "A little short: one more piece of good news would fit.",
	isLong: "Too long for a minute or two; please take some sentences out.",
	tooLong: ({ sentences, most }) => `These sentences have more than ${most} characters; please break them: ${sentences}`,
	figures: ({ figures }) => `Please write these figures as they are spoken: ${figures}.`,
	keyOnce: "Day, hour and place of the clean-up are to be said twice.",
	isGood: "Length, sentences and figures are right.",
};
