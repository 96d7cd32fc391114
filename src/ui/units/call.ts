/** The address by which a phone calls an office; what stands behind the number ("转 802", "找李主任") is left out. */
export function callOf(phone: string): string {
	return `tel:${phone.replace(/\p{L}.*/u, "").replaceAll(/[^\d+]/g, "")}`;
}
