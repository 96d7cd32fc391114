import { Refusal, type RefusalKind } from "#domain/errors.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { Busy } from "#platform/children/child.ts";
import { UnfitPicture, type UnfitReason } from "#platform/images/limits.ts";

const KEYS: Record<UnfitReason, MessageKey> = {
	empty: "photos.empty",
	too_large: "photos.tooLarge",
	not_a_picture: "photos.notAPicture",
	animated: "photos.animated",
	too_many_pixels: "photos.tooManyPixels",
	too_small: "photos.tooSmall",
	too_long_side: "photos.tooLongSide",
	too_many_scans: "photos.tooHeavy",
	broken: "photos.broken",
	too_heavy: "photos.tooHeavy",
};

export function refusalFor(reason: UnfitReason): Refusal {
	const kind: RefusalKind = reason === "too_large" ? "too_large" : "invalid";
	return new Refusal(kind, KEYS[reason], { field: "photo" });
}

export function tellable(failure: unknown): unknown {
	if (failure instanceof UnfitPicture) return refusalFor(failure.reason);
	if (!(failure instanceof Busy)) return failure;
	const { retryAfterSeconds } = failure;
	return new Refusal("busy", "photos.busy", { params: { seconds: retryAfterSeconds }, retryAfterSeconds, field: "photo" });
}
