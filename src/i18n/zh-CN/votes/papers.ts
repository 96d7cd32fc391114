interface Door {
	villageName: string;
	hamletName: string;
	number: string;
	headName: string;
}

/** 纸质选票: printing, and entering by two people. */
export const papers = {
	title: "纸质选票",

	notAnnounced: "这一轮还没有公告，候选和投票户名册还会变。公告以后再印纸质选票。",
	tooLateToIssue: "投票已经截止，不能再发纸质选票。已经收回来的还可以录入。",
	noneChosen: "还没有选农户。请先在名单里打勾，再打印。",
	tooMany: ({ most }: { most: number }) => `一次最多印 ${most} 张。请分几次印；这一次没有发。`,
	notOnRoll: "选的农户里有不在投票户名册上的，这一次没有发。请回到名单重新选。",

	entryOver: "录入的时间已经过了。还没录完的票，请交给主持的管理员。",
	unknownCode: "这一轮没有这个编码。编码是 10 位字母和数字，在选票右上角，请再看一遍。",
	voidCode: "这张票已经作废：后来给这户补发过一张。请录补发的那张；这张单独放，交给主持的管理员。",
	usedCode: "这张票已经录完了，不用再录。",
	notOpenYet: "投票还没有开始，现在不能录入。",
	tooLate: "录入的时间已经过了，这张没有录。请交给主持的管理员。",
	printedByYou: "这张票是您印的，请交给别的同事录：印票的人不录票。",
	notYourOwn: "这张票请交给别的同事录，您要回避。",
	nothingTicked: "还没有填号码。票上一个也没勾，或者看不清，请勾“废票”。",
	tooManyTicks: ({ limit }: { limit: number }) => `最多 ${limit} 个。要是票上真的勾多了，请勾“废票”。`,
	notPrinted: ({ number }: { number: number }) => `这张票上没有印 ${number} 号。请再看一遍票。`,
	notNumbers: "这里只填号码，例如：3 5 12。",
	yoursWaits: ({ mark }: { mark: string }) => `${mark} 这张您已经录过了，在等另一个人录第二遍。`,

	door: ({ villageName, hamletName, number, headName }: Door) => `${villageName} ${hamletName} ${number} ${headName}`,

	desk: {
		lede: "给用不了手机的户印选票，收回来由另外两个人各录一遍：印票的人不录票。",
		valid: "有效的票",
		voided: "作废的票",
		used: "收回并录完",
		usedHidden: "截止以后显示",
		entryHow: ({ address }: { address: string }) => `录入的人登录后用手机扫票上的码，或打开 ${address}`,
		village: "开始投票前没登录过、也没有选票的户",
		needs: ({ village, count }: { village: string; count: number }) => `${village}：${count} 户`,
		show: "看名单",
		noneNeeds: "这个村用不了手机的户都有纸质选票了。",
		noneFound: "投票户名册上没有找到这一户。",
		more: ({ shown, total }: { shown: number; total: number }) =>
			`一共 ${total} 户，先列 ${shown} 户。印好这些，再按“看名单”，就是后面的。`,
		household: "户",
		chooseOne: ({ door }: { door: string }) => `选 ${door}`,
		paper: "选票",
		hasPaper: "已发，再印一张旧的就作废",
		hasNone: "没有",
		box: "投票箱放在哪里",
		boxHint: "印在选票上，例如：青石村村委会门厅。",
		boxUsual: "村委会",
		print: "给选中的户印选票",
	},

	sheet: {
		title: "打印纸质选票",
		count: ({ count }: { count: number }) => `${count} 张。编码只在这一页显示，请现在就打印，当面交给本户。再打开这一页会作废重发。`,
		how: "在浏览器里按“打印”，纸张选 A4，缩放选 100%，边距选“无”。发的时候核对最下面的户名，然后撕下这一条，票上不留户名。",
		used: ({ door }: { door: string }) => `${door}：票已经收回录入，不再补发。`,
		rules: {
			tick: ({ votes }: { votes: number }) => `在喜欢的院子旁边的方框里打勾，最多勾 ${votes} 户，可以少勾。`,
			box: ({ box, until }: { box: string; until: string }) => `${until}以前，投进${box}的投票箱。`,
			once: "一户一票：交了这张，就不用再拿手机投；不要写名字。",
		},
		mark: ({ mark }: { mark: string }) => `票号 ${mark}`,
		qr: "录入用的二维码",
		staffOnly: "二维码和编码只供村里录入时用，查不到是哪一户投的。",
		tear: "核对户名，沿虚线撕下，选票交给本户",
		strip: "发给",
	},

	entry: {
		title: "录入选票",
		lede: "每张票由两个人各录一遍，谁也看不到对方录的，也看不到是哪一户。",
		code: "编码",
		codeHint: "用扫码枪扫票上的二维码，或者照着打 10 位编码。",
		numbers: "勾了哪几号",
		numbersHint: ({ limit }: { limit: number }) => `用空格隔开，例如：3 5 12。最多 ${limit} 个。`,
		spoiled: "废票",
		spoiledHint: "勾多了，一个也没勾，或者看不清。",
		save: "录入，下一张",
		waiting: ({ count }: { count: number }) => `您录过的有 ${count} 张在等另一个人录第二遍。`,
		differing: "要重读的：两遍不一样，只有录过的两个人看得到。请把票拿出来，两个人都重新看一遍，再各录一遍。",
		mark: "票号",
		own: "您录的",
		other: "另一位录的",
		until: ({ until }: { until: string }) => `录入到 ${until} 为止。`,
		done: {
			first: "记下了，这是第一遍。请把票交给另一个人录第二遍。",
			agreed: "两遍一样，这张票录好了。",
			differs: "两遍不一样，这张票还没有算数。",
		},
	},
};
