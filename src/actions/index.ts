import { accounts } from "./accounts.ts";
import { preferences } from "./preferences.ts";

/** Every action by area; a page's form points at one: `<form method="post" action={actions.submissions.send}>`. */
export const server = { accounts, preferences };
