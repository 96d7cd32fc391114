/** 留痕日志里积分的事。 */
const awardTrail = {
	enter: "录入了一份积分名单",
	confirm: "记下了被帮的那户怎么说",
	propose: "请第二个人签一份积分名单",
	sign: "签了一份积分名单",
	refuse: "没有签一份积分名单",
};
const fundTrail = { propose: "录入了积分资金", sign: "签了积分资金", refuse: "没有签积分资金" };

const rulesTrail = { propose: "记下了会议通过的积分办法，请第二个人签", sign: "签了村里通过的积分办法", refuse: "没有签村里的积分办法" };

const ruleSetTrail = { adopt: "记下了村里通过的积分办法" };

/** 留痕日志里积分超市的事。 */
const storeTrail = {
	add_good: "上架了一样货品",
	set_price: "改了货品的积分价",
	end_good: "下架了一样货品",
	photograph: "给一样货品放了照片",
	remove_photo: "拿掉了一样货品的照片",
	add_donor: "记了一个捐赠方",
	name_donor: "改了捐赠方愿不愿留名",
	add_keeper: "请了一位店长",
	end_keeper: "免了一位店长",
	deliver: "记了一笔进货",
	take_stock: "盘点了积分超市",
	propose: "请第二个人签进货或盘点",
	sign: "签了进货或盘点",
	refuse: "没有签进货或盘点",
	order: "用积分换了东西",
	order_for: "替一户换了东西",
	cancel: "退掉了换的东西",
	collect: "给了货",
	lapse: "换的东西过期没取",
};

/** 留痕日志里月结和对账的事。 */
const closeTrail = { begin: "开始了一个月的积分月结", notice: "公示了一个月的积分", lock: "锁定了一个月的积分" };
const disputeTrail = { make: "替本户说一笔积分不对", answer: "答复一户说不对的积分" };

/** 留痕日志里回访的事。 */
const callbackTrail = {
	seal: "封存一个季度回访的种子",
	draw: "抽出一个季度的回访",
	find: "指出一组照片不实",
	answer: "写下回访的结果",
	propose: "提议怎么处理一笔不属实的积分",
	sign: "签字处理了一笔不属实的积分",
	refuse: "没有同意怎么处理一笔不属实的积分",
	rule: "定了一笔不属实的积分怎么处理",
};

export const pointsTrail = {
	award: awardTrail,
	callback: callbackTrail,
	close: closeTrail,
	dispute: disputeTrail,
	fund: fundTrail,
	rule_set: ruleSetTrail,
	rules: rulesTrail,
	store: storeTrail,
};
