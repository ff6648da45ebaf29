/// Facts as an integrator writes them.
enum Facts {
    /// A shop whose one product carries Trust Buy by the rules of May 2022: mangoes ask for the spoilage refund too.
    static func lit(shop: String = "orchard", product: String = "mangoes") -> [String] {
        [
            fact("\(shop)-1", "shop-opened", #""shop":"\#(shop)""#, at: "2021-12-01T10:00:00+08:00"),
            fact("\(shop)-2", "product-listed", #""shop":"\#(shop)","product":"\#(product)","category":"food/fruit""#),
        ]
            + ["seven-day-return", "instant-refund", "fake-pays-n", "damage-refund", "spoilage-refund"].enumerated()
            .map { fact("\(shop)-right-\($0)", "right-switched-on", #""shop":"\#(shop)","right":"\#($1)""#) }
    }

    static func rightOff(
        _ right: String, id: String = "off", shop: String = "orchard", at: String = "2022-05-01T11:00:00+08:00"
    ) -> String {
        fact(id, "right-switched-off", #""shop":"\#(shop)","right":"\#(right)""#, at: at)
    }

    static func payment(
        _ id: String, shop: String = "orchard", consumer: String = "lin", paid: String = "5900",
        at: String = "2022-05-01T10:00:00+08:00"
    ) -> String {
        let line = #"{"line":"1","product":"mangoes","quantity":1,"paid":\#(paid)}"#
        return fact(
            id, "order-paid",
            #""shop":"\#(shop)","order":"o-\#(id)","consumer":"\#(consumer)","currency":"CNY","lines":[\#(line)]"#,
            at: at)
    }

    /// `fields` are those that belong to the type, as JSON without braces.
    static func fact(
        _ id: String, _ type: String, _ fields: String, at: String = "2022-04-20T10:00:00+08:00"
    ) -> String {
        #"{"id":"\#(id)","type":"\#(type)","at":"\#(at)","source":"test",\#(fields)}"#
    }

    static func array(_ facts: [String]) -> String { "[\(facts.joined(separator: ","))]" }
}
