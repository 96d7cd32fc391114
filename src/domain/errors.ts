import type { MessageKey } from "#i18n/messages.ts";

/** Why a person cannot have what they asked for. Any other error is a bug. */
export type RefusalKind = keyof typeof STATUS;

export const STATUS = {
	signed_out: 401,
	forbidden: 403,
	not_found: 404,
	conflict: 409,
	too_large: 413,
	invalid: 422,
	too_many: 429,
	busy: 503,
	full: 507,
} as const;

export type RefusalParams = Record<string, string | number>;

export class Refusal extends Error {
	readonly refusal: RefusalKind;
	readonly key: MessageKey;
	readonly params: RefusalParams;
	readonly field: string | undefined;
	readonly retryAfterSeconds: number | undefined;

	constructor(refusal: RefusalKind, key: MessageKey, more: { params?: RefusalParams; field?: string; retryAfterSeconds?: number } = {}) {
		super(`${refusal}: ${key}`);
		this.name = "Refusal";
		this.refusal = refusal;
		this.key = key;
		this.params = more.params ?? {};
		this.field = more.field;
		this.retryAfterSeconds = more.retryAfterSeconds;
	}

	get status(): number {
		return STATUS[this.refusal];
	}
}
