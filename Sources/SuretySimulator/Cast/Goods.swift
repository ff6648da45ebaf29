/// What a trade sells. All names are invented.
struct Goods: Sendable {
    /// In the rulebook's words.
    let category: String
    /// What shops of the trade end their name with.
    let shopSuffixes: [String]
    let names: [String]
    let variants: [String]
    /// In minor units.
    let prices: ClosedRange<Int>

    static let shopPrefixes = [
        "云岫", "青梧", "棠梨", "南枝", "鹿野", "知夏", "半山", "听澜", "素笺", "长风", "望舒", "白鹭", "松间", "沐野", "朝露",
        "临溪", "荷塘", "星野", "归雁", "橘里", "墨白", "晴川", "竹里", "山禾", "一苇", "春水", "秋实", "远岫", "花朝", "霜降",
    ]

    /// Shops take them in turn, so that the first twelve are all different.
    static let trades: [Goods] = [
        Goods(
            category: "beauty", shopSuffixes: ["美妆", "护肤研究所"],
            names: ["积雪草舒缓面霜", "玫瑰纯露", "水光气垫", "氨基酸洁面乳", "烟酰胺精华", "雾面唇釉"],
            variants: ["标准装", "旅行装", "双支装"], prices: 4_900...29_900),
        Goods(
            category: "food/snacks", shopSuffixes: ["零食铺", "食品"],
            names: ["手工绿豆糕", "炭烤腰果", "山楂球", "牛肉干", "海苔脆", "桂花酥"],
            variants: ["250g", "500g", "礼盒装"], prices: 1_590...12_800),
        Goods(
            category: "clothing", shopSuffixes: ["女装", "服饰"],
            names: ["亚麻衬衫", "羊毛开衫", "直筒牛仔裤", "棉质连衣裙", "轻薄羽绒服", "针织马甲"],
            variants: ["S", "M", "L", "XL"], prices: 7_900...59_900),
        Goods(
            category: "fresh/fruit", shopSuffixes: ["果园", "鲜果"],
            names: ["丹东草莓", "攀枝花芒果", "烟台苹果", "赣南脐橙", "阳光玫瑰葡萄", "砀山酥梨"],
            variants: ["3斤装", "5斤装", "9斤装"], prices: 2_990...15_900),
        Goods(
            category: "home", shopSuffixes: ["家居", "生活馆"],
            names: ["青瓷茶具", "竹纤维四件套", "陶土花瓶", "原木置物架", "玻璃饭盒", "羊毛毯"],
            variants: ["米白", "雾蓝", "墨绿"], prices: 3_900...39_900),
        Goods(
            category: "digital", shopSuffixes: ["数码", "电子"],
            names: ["降噪耳机", "氮化镓充电器", "机械键盘", "行车记录仪", "便携投影仪", "智能手环"],
            variants: ["标准版", "升级版"], prices: 6_900...99_900),
        Goods(
            category: "mother-and-baby", shopSuffixes: ["母婴", "亲子馆"],
            names: ["婴儿润肤乳", "棉柔巾", "防胀气奶瓶", "学饮杯", "爬行垫", "护臀膏"],
            variants: ["单件", "三件装"], prices: 1_990...19_900),
        Goods(
            category: "shoes", shopSuffixes: ["鞋履", "鞋坊"],
            names: ["软底乐福鞋", "网面跑鞋", "短靴", "帆布鞋", "凉拖", "登山鞋"],
            variants: ["37", "39", "41", "43"], prices: 8_900...49_900),
        Goods(
            category: "food/tea", shopSuffixes: ["茶坊", "茶社"],
            names: ["明前龙井", "桐木关小种", "凤凰单丛", "白毫银针", "茉莉花茶", "熟普小沱"],
            variants: ["50g", "125g", "250g"], prices: 5_900...88_000),
        Goods(
            category: "bags", shopSuffixes: ["箱包", "皮具"],
            names: ["头层牛皮托特包", "帆布双肩包", "登机箱", "斜挎小方包", "折叠旅行袋", "短款钱包"],
            variants: ["黑色", "焦糖色", "燕麦色"], prices: 9_900...69_900),
        Goods(
            category: "flowers", shopSuffixes: ["花艺", "园艺"],
            names: ["多头玫瑰花束", "蝴蝶兰", "龟背竹", "水培绿萝", "向日葵花束", "月季苗"],
            variants: ["小份", "标准", "大份"], prices: 1_990...26_800),
        Goods(
            category: "outdoor", shopSuffixes: ["户外", "露营"],
            names: ["自动帐篷", "折叠椅", "冲锋衣", "保温壶", "露营灯", "登山杖"],
            variants: ["军绿", "沙色"], prices: 4_900...79_900),
    ]
}
