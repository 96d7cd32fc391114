import { networkOf } from "#domain/accounts/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { discardUpload, type Upload } from "#domain/photos/upload.ts";
import { type Reported, reportSpot } from "#domain/spots/report-spot.ts";
import type { Cell, ReportKind } from "#domain/spots/types.ts";
import { AtOnce } from "./at-once.ts";
import { sentForm } from "./forms.ts";
import { PHOTO_FORMS_AT_ONCE } from "./limits.ts";
import { type ReceivedForm, receiveForm } from "./multipart.ts";
import { requireUnhurried } from "./throttle.ts";

interface ReportForm {
	request: Request;
	locals: Pick<App.Locals, "viewer" | "address" | "now" | "forms">;
	hamletId: string;
	categoryCode: ReportKind;
	cell: Cell | undefined;
}

const atOnce = new AtOnce(PHOTO_FORMS_AT_ONCE);

/**
 * Takes a report, whose photos are streamed, or a tap on an open spot. Whatever is refused, what was typed stands in `forms.sent`. Photos of who reports too often
 * are passed over, so that nobody fills the disk without an account.
 */
export async function takeReport({ request, locals, ...about }: ReportForm): Promise<Reported> {
	const { viewer, address, now: at, forms } = locals;
	const by = viewer?.householdId ? { personId: viewer.personId } : null;
	const leave = atOnce.begin(by?.personId ?? networkOf(address));
	try {
		const refusal = leave ? await refusalFor(by, address) : new Refusal("busy", "report.tooManyAtOnce", { retryAfterSeconds: 10 });
		const received = await formOf(request, forms.sent?.typed, refusal);
		forms.sent ??= sentForm(received.fields);
		const uploads = received.files.flatMap(({ outcome }) => (outcome instanceof Refusal ? [] : [outcome]));
		try {
			requireOwn(forms, viewer !== null);
			// Keys of another shape are those of walks.
			if (!/^[0-9a-z]{16,64}$/.test(String(received.fields.get("key") ?? ""))) throw new Refusal("invalid", "common.invalidForm");
			const failures = received.files.flatMap(({ outcome }) => (outcome instanceof Refusal ? [outcome] : []));
			const failure = refusal ?? received.failure ?? (uploads.length === 0 ? failures[0] : undefined);
			if (failure) throw failure;
			const said = (name: string) => String(received.fields.get(name) ?? "");
			const words = { place: said("place"), words: said("words"), phone: said("phone"), joins: said("joins") || undefined };
			const reported = await reportSpot({ ...about, ...words, idempotencyKey: said("key"), uploads, by, at });
			return { ...reported, refused: [...failures, ...reported.refused] };
		} finally {
			await discard(uploads);
		}
	} finally {
		leave?.();
	}
}

async function refusalFor(by: { personId: string } | null, address: string): Promise<Refusal | null> {
	if (by) return null;
	try {
		await requireUnhurried("reports", address);
		return null;
	} catch (refusal) {
		if (refusal instanceof Refusal) return refusal;
		throw refusal;
	}
}

async function formOf(request: Request, typed: FormData | undefined, refusal: Refusal | null): Promise<ReceivedForm> {
	if (typed) return { fields: typed, files: [], hasTooManyFiles: false };
	return receiveForm(
		request,
		async () => undefined,
		() => refusal,
	);
}

/** What was written as one person is never sent as another, nor as nobody because a session ended. */
function requireOwn(forms: ReportForm["locals"]["forms"], isSignedIn: boolean): void {
	if (forms.sent?.madeFor && !isSignedIn) throw new Refusal("signed_out", "common.signedOut");
	if (!forms.isAnothers) return;
	forms.sent = undefined;
	throw new Refusal("conflict", "common.anothersForm");
}

async function discard(uploads: Upload[]): Promise<void> {
	for (const upload of uploads) await discardUpload(upload);
}
