import { Secret, TOTP } from "otpauth";
import { seal, unseal } from "#platform/secrets.ts";

const PERIOD = 30;

export function newSealedSecret(): string {
	return seal("totp", new Secret({ size: 20 }).base32);
}

export function totpCard(sealed: string, { account, issuer }: { account: string; issuer: string }): { uri: string; secret: string } {
	const totp = new TOTP({ issuer, label: account, secret: Secret.fromBase32(unseal("totp", sealed)), period: PERIOD });
	return { uri: totp.toString(), secret: totp.secret.base32 };
}

/** The 30-second step of a code, now or one step to either side, for clocks that are off. Null = wrong. */
export function stepOf(sealed: string, code: string, at: Date): number | null {
	const secret = Secret.fromBase32(unseal("totp", sealed));
	const delta = TOTP.validate({ token: code, secret, period: PERIOD, timestamp: at.getTime(), window: 1 });
	return delta === null ? null : TOTP.counter({ period: PERIOD, timestamp: at.getTime() }) + delta;
}
