/** 核对 (`npm run verify`): what was recomputed, and what is off. */
export const verify = {
	noDatabase: ({ dataDir }: { dataDir: string }) => `${dataDir} 里没有数据库。请用 DATA_DIR 指明数据在哪里。`,
	ledger: ({ entries, households, head }: { entries: number; households: number; head: string }) =>
		entries === 0 ? "积分台账  还没有账" : `积分台账  ${entries} 条，${households} 户的结余逐条重算；链头 ${head.slice(0, 16)}`,
	trail: ({ lines, head }: { lines: number; head: string }) =>
		lines === 0 ? "操作留痕  还没有记录" : `操作留痕  ${lines} 条；链头 ${head.slice(0, 16)}`,
	publications: ({ checks }: { checks: number }) => `展示和审核  ${checks} 项`,
	files: ({ files }: { files: number }) => `照片文件  ${files} 个，逐个核对大小和校验值`,
	rounds: ({ rounds, ballots, counts }: { rounds: number; ballots: number; counts: number }) =>
		rounds === 0 ? "评选  还没有公告过" : `评选  ${rounds} 轮，${ballots} 张选票的封印逐张核对，${counts} 次计票重新算过`,
	entry: ({ seq, what }: { seq: number; what: string }) => `台账第 ${seq} 条：${what}`,
	line: ({ seq, what }: { seq: number; what: string }) => `留痕第 ${seq} 条：${what}`,
	row: ({ id, what }: { id: string; what: string }) => `${id}：${what}`,
	file: ({ name, what }: { name: string; what: string }) => `${name}：${what}`,
	more: ({ count }: { count: number }) => `还有 ${count} 处，用 --json 看全部`,
	strays: ({ count }: { count: number }) => `  另有 ${count} 个没有用到的文件，不是问题，下次清扫会删掉`,
	sound: "没有发现问题。",
	unsound: "发现问题，见上。请先不要改动数据，联系维护人员，并保留备份。",
	ledgerFaults: {
		gap: "编号不连续，前面少了记录",
		broken_chain: "和前一条接不上",
		wrong_hash: "内容被改过，和校验值对不上",
		wrong_balance: "结余算错了",
		below_zero: "结余小于零",
	},
	trailFaults: {
		gap: "编号不连续，前面少了记录",
		broken_chain: "和前一条接不上",
		wrong_hash: "内容被改过，和校验值对不上",
	},
	publicationFaults: {
		stage_differs: "状态和它的最后一步不一致",
		version_differs: "版本号和发来的次数不一致",
		published_without_decision: "展示了，但没有审核决定",
		published_without_consent: "展示了，但没有这户的同意",
		published_without_redaction: "照片公开了，但没有遮挡决定",
		published_unreleased: "展示了，但照片没有放行",
		released_unpublished: "照片放行了，但所属的一组没有展示",
		paid_without_decision: "记了积分，但没有审核决定",
		undone_but_kept: "展示撤销了，积分没有冲回",
		decided_but_unpaid: "留痕里记了积分，台账里没有",
	},
	roundFaults: {
		seal_broken: "选票的封印打不开，或者和票数对不上",
		ballots_changed: "选票和结束投票时封存的不一样",
		file_changed: "计票文件被改过，和校验值对不上",
		recount_differs: "照计票文件重新算，结果不一样",
		ballots_differ: "选票和计票文件对不上",
	},
	fileFaults: { missing: "文件不见了", short: "文件不完整", altered: "文件被改过", stray: "没有用到" },
};
