/** A picture as pages show it: sizes first (no layout shift), a placeholder, and the addresses by width. */
export interface Picture {
	photoId: string;
	/** Of the largest derivative, after rotation. */
	width: number;
	height: number;
	/** thumbhash, base64. */
	thumbhash: string;
	/** "#rrggbb", shown while the picture loads. */
	averageColour: string;
	/** Narrow to wide; the same widths in both formats. */
	sources: { format: "avif" | "jpeg"; width: number; url: string }[];
}

/** A part to hide, in fractions (0 to 1) of the picture as shown. */
export interface Rectangle {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** Who may load a picture: everybody, or before its release and after its withdrawal this household and the staff over this region. */
export type Audience = "public" | { householdId: string; regionPath: string };

/** How a picture was made from another one that is known. A mirrored one may be cut as well. */
export type CopyKind = "same" | "mirrored" | "cropped";
