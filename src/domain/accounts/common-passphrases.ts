/** What guessers try first in Chinese villages and elsewhere: words, pinyin, keyboard walks, names of this field, well-known lines. */
export const COMMON = `
password passwort passphrase passw0rd pass word admin administrator adminadmin root toor guest test tester testing demo user username login
welcome hello helloworld letmein letmeinplease opensesame changeme changeit default secret topsecret private master masterkey access
superman batman spiderman ironman dragon monkey tiger eagle phoenix panda princess sunshine sunflower shadow flower summer winter spring
autumn iloveyou ilovechina iloveyouforever lovelove loveyou forever trustno football baseball basketball soccer hockey michael jordan
jennifer charlie daniel thomas jessica michelle ashley william alexander pokemon naruto starwars minecraft computer internet google
microsoft windows android iphone samsung huawei xiaomi alibaba taobao alipay wechat weixin tencent baidu douyin kuaishou zhifubao
qwerty qwertyuiop qwertz azerty asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc asdzxc zaqxsw onetwothree abcdef
abcabc aabbcc letitbe whatever nothing blessing freedom happiness beautiful goodluck happynewyear merrychristmas correcthorsebatterystaple
correct horse battery staple thequickbrownfox quickbrownfox jumpsoverthelazydog loremipsum tobeornottobe mypassword mysecret
thisismypassword thisisapassword passwordpassword newpassword oldpassword yourpassword forgotpassword computer1 server database oracle
mysql postgres sqlite linux ubuntu debian centos docker public system manager office staff service support backup monitor operator
mima mimamima wodemima wodeshengri wangle wangjile woaini woaini woaiwo woaijia woaiwojia woaizhongguo zhongguo woshishei woshini nihao
nihaoma nihaoya xiexie zaijian laoshi xuesheng baobao baobei laogong laopo baba mama yeye nainai gege jiejie didi meimei erzi nver
wangwang haohaoxuexi tiantianxiangshang gongxifacai xinniankuaile shengrikuaile yilupingan yifanfengshun wanshiruyi xinxiangshicheng
dajidali jixiangruyi fafafa facai pingan pingpingan jiankang kuaile xingfu beijing shanghai guangzhou shenzhen tianjin chongqing chengdu
hangzhou nanjing wuhan xian suzhou shandong henan hebei hunan hubei jiangsu zhejiang anhui fujian jiangxi guangdong guangxi sichuan
guizhou yunnan shanxi shaanxi gansu qinghai hainan liaoning jilin heilongjiang neimenggu xinjiang xizang ningxia taiwan hongkong macao
renmin weirenminfuwu renminfuwu gongchandang zhengfu cunwei cunweihui cunmin cunzhang shuji zhuren ganbu guanli guanliyuan guanlizhe
shenhe shenheyuan duchayuan xuanchuan xuanchuanyuan xiangcun nongcun nongmin nongye xiaokang zhenxing xiangcunzhenxing renjuhuanjing
huanjing huanjingzhengzhi zhengzhi sanqing sanchai sanzheng tingyuan tingyuantingyuan meilitingyuan meilixiangcun qingjie qingjietingyuan
ganjing weisheng laji lajifenlei mensanbao menqiansanbao jifen shizi shiziliu qingshan lvshui lvshuiqingshan jinshanyinshan cunmen
village courtyard household district township portal cleanvillage beautifulvillage tingyuanportal civic moderator inspector auditor
wang zhang zhao chen yang huang zhou xuwu zhangsan lisi wangwu zhaoliu zhangwei wangwei wangfang liwei lina zhangmin lijing wangjing
liuwei wangxiuying zhangli zhangjing wangyan lijuan xiaoming xiaohong xiaowang xiaozhang xiaoli laowang laozhang laoli
密码 我的密码 口令 我的口令 管理员 超级管理员 用户 用户名 测试 登录 你好 您好 大家好 我爱你 我爱中国 我爱家乡 我爱我家 我爱祖国 我是中国人 中国 中华人民共和国
中国共产党 为人民服务 人民 人民政府 政府 村委会 村民委员会 村民 村长 书记 主任 干部 审核员 督查员 宣传员 庭院 美丽庭院 清洁庭院 最美庭院 美丽乡村 乡村振兴
人居环境 人居环境整治 环境整治 三清三拆三整治 门前三包 垃圾分类 干净整洁 移风易俗 共同富裕 农村 农民 农业 绿水青山 绿水青山就是金山银山 金山银山 青山绿水
不忘初心 牢记使命 好好学习 天天向上 好好学习天天向上 恭喜发财 新年快乐 生日快乐 身体健康 万事如意 一帆风顺 一路平安 心想事成 吉祥如意 大吉大利 平平安安 家和万事兴
国泰民安 风调雨顺 五谷丰登 年年有余 芝麻开门 天王盖地虎 宝塔镇河妖 床前明月光 疑是地上霜 举头望明月 低头思故乡 春眠不觉晓 处处闻啼鸟 夜来风雨声 花落知多少
锄禾日当午 汗滴禾下土 谁知盘中餐 粒粒皆辛苦 白日依山尽 黄河入海流 欲穷千里目 更上一层楼 离离原上草 一岁一枯荣 野火烧不尽 春风吹又生 人之初 性本善 性相近 习相远
天地玄黄 宇宙洪荒 赵钱孙李 周吴郑王 北京天安门 我爱北京天安门 天安门上太阳升 东方红 太阳升 起来不愿做奴隶的人们 五星红旗 一二三四五六七八九十 一二三四五六七 上山打老虎
张三 李四 王五 爸爸 妈妈 爷爷 奶奶 老公 老婆 宝宝 宝贝 儿子 女儿 哈哈哈 嘻嘻嘻 发发发 爱你一万年 一生一世 天长地久 百年好合
5201314 520520 1314520 1314 7758258 7758521 584520 521521 147258369 159357 741852963 963852741 789456123 456789123 135792468 246813579
11223344 112233 123123 123321 1qaz2wsx 2wsx3edc q1w2e3r4 q1w2e3r4t5 1q2w3e4r 1q2w3e4r5t a1b2c3d4 abc123 aa123456 qq123456 woaini1314
`
	.trim()
	.split(/\s+/);

/** Rows of keys, in either direction; any four neighbours of a row count. */
export const ROWS = [
	"01234567890",
	"abcdefghijklmnopqrstuvwxyz",
	"qwertyuiop",
	"asdfghjkl",
	"zxcvbnm",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm",
	"qazwsxedcrfvtgbyhnujm",
	"一二三四五六七八九十",
	"零壹贰叁肆伍陆柒捌玖拾",
	"甲乙丙丁戊己庚辛壬癸",
	"子丑寅卯辰巳午未申酉戌亥",
];
