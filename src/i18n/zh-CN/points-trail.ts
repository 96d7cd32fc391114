/** 留痕日志里积分的事。 */
export const awardTrail = { propose: "请第二个人签一份积分名单", sign: "签了一份积分名单", refuse: "没有签一份积分名单" };
export const fundTrail = { propose: "录入了积分资金", sign: "签了积分资金", refuse: "没有签积分资金" };

export const ruleSetTrail = { adopt: "记下了村里通过的积分办法" };
