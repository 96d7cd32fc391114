/** What `npm start` and `npm run demo` say in a terminal. */
export const commands = {
	building: "生成网页…",
	seeding: "生成演示数据：一个区、十二个村、半年的故事…",
	notADemo: ({ dataDir }: { dataDir: string }) => `${dataDir} 里不是演示数据，或上次没有生成完；要重新生成，请换一个 DATA_DIR。`,
	demoOpen: "演示站开好了，请用浏览器打开",
	stop: "按 Ctrl+C 停下",
	accounts: { role: "角色", username: "账号", password: "口令", name: "姓名", region: "范围" },
	/** By username, what there is to see with it. */
	shows: {
		shenhe: "随手拍：有一段话要先看，有点位等核实、交办；曝光：有一张按了“涉及我”，等复核",
		"cun-guanli": "责任单位的经办人：青石村手上的点位，一处说没弄好退回来了，一处等镇里补设施",
		ducha: "督查员：这个月抽到要看的组，说已改好等复核的点位",
		xuanchuan: "提出曝光；加油榜：一期定了，一期在公示",
		shenji: "第二个签名：一处曝光在等",
		"zhen-guanli": "柿林镇：一件设施缺口申请过期没答，帮扶单",
	},
	villagersDoor: "村民从门牌码进",
	staffDoor: "工作人员从这里进",
	open: "庭院开着",
	noAdmin: "还没有管理员。请在 24 小时内打开这个一次性链接",
	settings: {
		title: "有设置不对，没有启动，什么都没动",
		DATA_DIR: ({ given }: { given: string }) => `DATA_DIR=${given}：请写数据文件夹的完整路径，例如 /var/lib/tingyuan。`,
		PORT: ({ given }: { given: string }) => `PORT=${given}：请写 0 到 65535 的一个数，例如 4321。`,
		HOST: ({ given }: { given: string }) => `HOST=${given}：请只写这台机器的地址，例如 127.0.0.1 或 0.0.0.0，不带 http 和端口。`,
		ORIGIN: ({ given }: { given: string }) =>
			`ORIGIN=${given}：请写大家打开的网址，从 https:// 开始，后面不带路径，例如 https://tingyuan.example.gov.cn。`,
		TRUSTED_PROXIES: ({ given }: { given: string }) => `TRUSTED_PROXIES=${given}：请写前面有几层反向代理，一个数，一般是 1。`,
		LOG_LEVEL: ({ given }: { given: string }) => `LOG_LEVEL=${given}：请写 debug、info、warn、error 或 silent。`,
		VOICE: ({ given }: { given: string }) =>
			`VOICE=${given}：请写朗读程序和它的参数，用空格隔开，不带引号，比如 /usr/bin/espeak-ng -v cmn --stdout。`,
		noProxies:
			"ORIGIN 以 https 开头，前面就一定有反向代理，可是没有写 TRUSTED_PROXIES：一般写 1。不写的话，全县在它眼里是一个地址，有人连着输错口令，大家都进不来。代理要是不说是谁来的，请写 0。",
	},
	folderTaken: ({ dataDir }: { dataDir: string }) =>
		`另一个程序正用着数据文件夹 ${dataDir}：网站开着，或一次导入还没完。网站开着的时候，名单请在网页的“管理—导入”里传；要用命令，请先停网站。`,
	notOurs: ({ dataDir }: { dataDir: string }) =>
		`没有权限读写 ${dataDir} 或里面的文件，多半是用别的账号（比如 root）建的。请用 chown -R 交给运行网站的账号，或换一个 DATA_DIR。`,
	hostNotHere: ({ host }: { host: string }) => `这台机器没有 ${host} 这个地址，请检查 HOST。`,
	portForbidden: ({ port }: { port: number }) => `不许用端口 ${port}（1024 以下要管理员权限），请换一个 PORT。`,
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
	reopened: "这个账号登记本人去世时停用了，现在重新启用。",
	recovered: "已退出所有登录，动态码已解绑。请在 24 小时内由本人打开这个一次性链接，设新口令",
};
