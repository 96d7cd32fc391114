/** What `npm start` and `npm run demo` say in a terminal. */
export const commands = {
	building: "生成网页…",
	seeding: "生成演示数据：一个区、十二个村、半年的故事…",
	notADemo: ({ dataDir }: { dataDir: string }) => `${dataDir} 里不是演示数据，或上次没有生成完；要重新生成，请换一个 DATA_DIR。`,
	demoOpen: "演示站开好了，请用浏览器打开",
	stop: "按 Ctrl+C 停下",
	accounts: { role: "角色", username: "账号", password: "口令", name: "姓名", region: "范围" },
	villagersDoor: "村民从门牌码进",
	staffDoor: "工作人员从这里进",
	open: "庭院开着",
	noAdmin: "还没有管理员。请在 24 小时内打开这个一次性链接",
	noDataFolder: ({ dataDir, why }: { dataDir: string; why: string }) => `打不开数据文件夹 ${dataDir}，请检查 DATA_DIR（${why}）。`,
	damagedDatabase: ({ dataDir, why }: { dataDir: string; why: string }) =>
		`${dataDir} 里的数据库坏了（${why}）。请恢复最近一次备份，再运行 npm run verify。坏了的文件请留着，不要删。`,
	unknownDatabase: {
		trial: ({ dataDir }: { dataDir: string }) =>
			`${dataDir} 里的数据是试用版做的，这一版打不开；里面的东西一样没动。请换一个空的 DATA_DIR 从头开始，或用原来的程序打开。`,
		newer: ({ dataDir }: { dataDir: string }) =>
			`${dataDir} 里的数据是更新的版本做的，这一版打不开；里面的东西一样没动。请用新版本的程序，或换一个 DATA_DIR。`,
	},
	notBuilt: "还没有生成网页，请先运行 npm run build。",
	portTaken: ({ port }: { port: number }) => `端口 ${port} 已经有程序在用，请换一个 PORT。`,
	recoverUsage: "用法：npm run recover -- 登录账号",
	noSuchStaff: ({ username }: { username: string }) => `没有登录账号是 ${username} 的工作人员。没有任何改动。`,
	recovered: "已退出所有登录，动态码已解绑。请在 24 小时内由本人打开这个一次性链接，设新口令",
};
