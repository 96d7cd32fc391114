import { ROLES } from "#domain/accounts/rules.ts";
import type { Role } from "#domain/accounts/types.ts";
import { tidyName } from "#domain/text.ts";
import { messagesFor } from "#i18n/messages.ts";
import { csvFile } from "#platform/csv.ts";

/** The first title is ours, the others are common. */
export const TITLES = {
	name: ["姓名", "名字"],
	username: ["账号", "登录账号", "用户名"],
	role: ["职务", "角色", "岗位"],
	code: ["地方代码", "代码", "村代码", "镇街代码"],
	district: ["区县", "县", "区"],
	town: ["镇街", "乡镇", "镇", "街道"],
	village: ["村", "村社区", "社区", "村居"],
} as const;

export type Column = keyof typeof TITLES;
export const COLUMNS = Object.keys(TITLES) as Column[];

export function titleOf(column: Column): string {
	return TITLES[column][0];
}

/** As offices call those who look after a place, whatever the portal calls them. */
const COMMON: Partial<Record<Role, string[]>> = {
	village_admin: ["村管理员", "社区管理员"],
	town_admin: ["镇管理员", "乡镇管理员", "街道管理员"],
	district_admin: ["区管理员", "区级管理员", "县管理员", "县级管理员", "区县管理员"],
};

/** As the portal calls it, in Chinese or in the code (村级管理员, village_admin), or commonly. */
export function roleNamed(cell: string): Role | undefined {
	const text = tidyName(cell);
	const words = messagesFor("zh-CN").staff.roles;
	return ROLES.find(
		(role) => words[role] === text || role === text.toLowerCase() || COMMON[role]?.includes(text) || words[role].replace("员", "") === text,
	);
}

/** The places' names stand empty: a sample that is sent back as it is names nobody. */
export function staffTemplate(): string {
	return csvFile([COLUMNS.map(titleOf)]);
}
