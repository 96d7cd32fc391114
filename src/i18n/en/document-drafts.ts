import type { Messages } from "../messages.ts";
import { documentDrafts as inChinese } from "../zh-CN/document-drafts.ts";

/** Offices issue in Chinese, in whichever language the desk is read. */
export const documentDrafts: Messages["documentDrafts"] = inChinese;
