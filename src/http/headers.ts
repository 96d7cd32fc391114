import type { OutgoingHttpHeaders } from "node:http";
import type { Asked } from "./asked.ts";

const EVERYWHERE: OutgoingHttpHeaders = {
	// Astro's pages bring their own policy with the hashes of their inline scripts; other answers need nothing.
	"content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
	"x-content-type-options": "nosniff",
	"x-frame-options": "DENY",
	"referrer-policy": "same-origin",
	"permissions-policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
	"cross-origin-opener-policy": "same-origin",
	"cross-origin-resource-policy": "same-origin",
};
const OVER_TLS: OutgoingHttpHeaders = { ...EVERYWHERE, "strict-transport-security": "max-age=31536000; includeSubDomains" };

/** The headers of every answer. */
export function securityHeaders({ origin }: Pick<Asked, "origin">): OutgoingHttpHeaders {
	return origin.startsWith("https:") ? OVER_TLS : EVERYWHERE;
}
