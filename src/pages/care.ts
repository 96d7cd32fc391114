import type { APIRoute } from "astro";

const YEAR_SECONDS = 365 * 24 * 3600;

/** Turns 关怀版 on or off and goes back to the page that asked. The cookie says nothing about who. */
export const POST: APIRoute = async ({ request, cookies, redirect, locals }) => {
	const form = await request.formData();
	const isOn = form.get("care") === "1";
	const secure = locals.origin.startsWith("https:");
	if (isOn) cookies.set("care", "1", { path: "/", maxAge: YEAR_SECONDS, sameSite: "lax", httpOnly: true, secure });
	else cookies.delete("care", { path: "/" });
	return redirect(ownPath(form.get("back")), 303);
};

// Only a path of our own: "//host" and "/\host" would lead away.
function ownPath(back: FormDataEntryValue | null): string {
	return typeof back === "string" && /^\/(?![/\\])/.test(back) ? back : "/";
}
