export type ObjectionKind = "board" | "model_village" | "rating" | "round" | "title";

/** What is objected to: a thing of this kind, by its id. */
export interface Of {
	kind: ObjectionKind;
	subject: string;
}

export const ANSWER_LENGTH = { least: 1, most: 500 };

export interface Objection {
	number: number;
	madeAt: Date;
	/** Null for the public until it is answered, because nobody has checked yet whether it names somebody. */
	words: string | null;
	answer: string | null;
	isUpheld: boolean | null;
}

/** The objections as a visitor or a household reads them. */
export interface SeenObjections extends Of {
	/** Null if none may come now. */
	until: Date | null;
	own: Objection | null;
	all: Objection[];
	/** What the reader may do: object, sign in to do so, nothing, or nothing because it does not concern their household. */
	may: "object" | "signIn" | "nothing" | "barred";
}

export interface ObjectionsAtWork extends Of {
	all: (Objection & { village: string; hamlet: string; house: string; headName: string; mayAnswer: boolean })[];
	/** Some wait, and the reader has a stake in the answers. */
	isRecused: boolean;
}
