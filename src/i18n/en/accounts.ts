import type { Messages } from "../messages.ts";

export const accounts: Messages["accounts"] = {
	wrongSignIn: "The name or passphrase is not right. Please check and try again.",
};
