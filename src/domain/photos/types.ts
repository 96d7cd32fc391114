export interface Picture {
	photoId: string;
	/** Of the largest derivative, after rotation. */
	width: number;
	height: number;
	/** thumbhash, base64. */
	thumbhash: string;
	averageColour: string;
	/** Narrow to wide; both formats have the same widths. */
	sources: { format: "avif" | "jpeg"; width: number; url: string }[];
}

/** A part to hide, in fractions (0 to 1) of the picture as shown. */
export interface Rectangle {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** Who may load a picture. Before release and after withdrawal: this household, the staff over this region, and these people. */
export type Audience =
	| "public"
	| {
			householdId: string | null;
			regionPath: string;
			personIds: string[];
			isOfPlace?: boolean;
			/** Households that are asked whether it may be public with the story that tells of them. */
			askedIds?: string[];
	  };

/** How one picture is a copy of another. A mirrored one may also be cropped. */
export type CopyKind = "same" | "mirrored" | "cropped";
