export interface SaidBy {
	saidBy: string | null;
	saidByUnlisted: boolean;
}

/** Who of a household said what an officer writes down. */
export const speaker = {
	title: "家里哪一位说的",
	hint: "写姓名。要满 14 岁，是这户的人。",
	which: "是这几位里的哪一位",
	unlisted: "不在名单上，就是这个人",
	unlistedHint: "比如回娘家的女儿。记录里写明不在这户名单上，这户看得到。",
	missing: "请写明是家里哪一位说的，写姓名，不超过 60 个字。您填的都还在。",
	unknown: ({ name }: { name: string }) => `这户的名单上没有“${name}”。请在下面选一位；确实是名单外的人，也请选明。您填的都还在。`,
	under14: ({ name }: { name: string }) => `${name}不满 14 岁，要请家里大人说。您填的都还在。`,
	named: ({ saidBy, saidByUnlisted }: SaidBy) => `${saidBy ?? ""}${saidByUnlisted ? "（不在这户名单上）" : ""}`,
};
