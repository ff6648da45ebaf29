import SuretyDomain
import SuretyWire
import Testing

@Suite("Facts as a table")
struct CSVFactReaderTests {
    private func reader(_ text: String, type: String? = nil, source: String? = nil) -> CSVFactReader {
        CSVFactReader(file: "facts.csv", type: type, source: source, chunks: chunks(of: text))
    }

    @Test("have a column for each field; an empty cell is no field")
    func columns() throws {
        let text = """
            id,type,at,source,shop,product,right,order,line,amount.amount,amount.currency,score,category,tags
            1,right-switched-on,2022-04-15T00:00:00Z,x,s,p,seven-day-return,,,,,,,
            2,right-switched-off,2022-04-15T00:00:00Z,x,s,,seven-day-return,,,,,,,
            3,line-refunded,2022-04-15T00:00:00Z,x,s,,,o,1,12900,CNY,,,
            4,experience-scored,2022-04-15T00:00:00Z,x,s,,,,,,,4.5,,
            5,order-reviewed,2022-04-15T00:00:00Z,x,s,,,o,,,,5,,
            6,product-listed,2022-04-15T00:00:00Z,x,s,p,,,,,,,food/snacks,fragile;gift
            """
        var reader = reader(text)
        var bodies: [FactBody] = []
        while case .fact(let fact, _) = try reader.next() { bodies.append(fact.body) }
        let details = ListingDetails(
            title: nil, category: "food/snacks", trade: "physical", source: "own", tags: ["fragile", "gift"])
        #expect(
            bodies == [
                .rightSwitched(
                    RightSwitched(shop: ID("s"), product: ID("p"), right: ID("seven-day-return"), isOn: true)),
                .rightSwitched(RightSwitched(shop: ID("s"), product: nil, right: ID("seven-day-return"), isOn: false)),
                .lineRefunded(
                    LineRefunded(shop: ID("s"), order: ID("o"), line: ID("1"), amount: 12_900, currency: .cny)),
                .experienceScored(ExperienceScored(shop: ID("s"), hundredths: 450)),
                .orderReviewed(OrderReviewed(shop: ID("s"), order: ID("o"), score: 5)),
                .productListed(ProductListed(shop: ID("s"), product: ID("p"), details: details)),
            ])
    }

    @Test("may have lines as numbered columns, and one type and source for all rows")
    func lines() throws {
        let text = """
            id,at,shop,order,consumer,currency,lines.0.line,lines.0.product,lines.0.quantity,lines.0.paid,\
            lines.1.line,lines.1.product,lines.1.quantity,lines.1.paid,lines.1.freight
            1,2022-04-15T00:00:00Z,s,o1,c,CNY,1,p,1,100,2,q,3,200,50
            2,2022-04-15T00:00:00Z,s,o2,c,CNY,1,p,1,100,,,,,
            3,2022-04-15T00:00:00Z,s,o3,c,CNY,,,,,2,q,3,200,50
            4,2022-04-15T00:00:00Z,s,o4,c,CNY,,,,,,,,,
            5,2022-04-15T00:00:00Z,s,o5,c,CNY,1,p,1.0,100,,,,,
            """
        var reader = reader(text, type: "order-paid", source: "x")
        guard case .fact(let first, line: 2) = try reader.next(), case .orderPaid(let paid) = first.body else {
            Issue.record("the first row is an order")
            return
        }
        #expect(first.source == "x")
        #expect(
            paid.lines == [
                PaidLine(line: ID("1"), product: ID("p"), quantity: 1, paid: 100, freight: 0),
                PaidLine(line: ID("2"), product: ID("q"), quantity: 3, paid: 200, freight: 50),
            ])
        #expect(try reader.next().flatMap { if case .fact(_, let line) = $0 { line } else { nil } } == 3)
        var pointers: [String] = []
        while case .bad(let row) = try reader.next() { pointers.append("\(row.line) \(row.faults.all[0].pointer)") }
        #expect(pointers == ["4 /lines/0/line", "5 /lines", "6 /lines/0/quantity"])
    }

    @Test("go on behind a bad row, which is reported with the line it begins in")
    func badRows() throws {
        let text = """
            id,type,at,source,promoter
            a,promoter-joined,2022-04-15T00:00:00Z,x,"p
            q"
            b,promoter-joined,2022-04-15T00:00:00Z,x
            c,promoter-joined,2022-04-15T00:00:00Z,x,p,q
            d,promoter-joined,2022-04-15T00:00:00Z,x,p
            e,promoter-joined,2022-04-15T00:00:00Z,x,"p
            """
        #expect(
            try summaries(reader(text)) == [
                "2: invalid-text", "4: malformed-row", "5: malformed-row", "6: d", "7: malformed-row",
            ])
    }

    @Test(
        "need a header that makes sense",
        arguments: [
            ("id,tipe", "facts.csv:1: no fact has a field \"tipe\"; did you mean \"type\"?"),
            ("id,id", "facts.csv:1: \"id\" does not go with the columns before it (elements count from 0)"),
            ("id,,at", "facts.csv:1: \"\" is no field's name"),
            (
                "lines.1.paid",
                "facts.csv:1: \"lines.1.paid\" does not go with the columns before it (elements count from 0)"
            ),
            (
                "amount,amount.amount",
                "facts.csv:1: \"amount.amount\" does not go with the columns before it (elements count from 0)"
            ),
            ("a.b.c.d", "facts.csv:1: \"a.b.c.d\" is no field's name"),
            ("\"id", "facts.csv:1: the quote that opens here is never closed"),
        ])
    func header(text: String, message: String) {
        var reader = reader(text + "\n")
        let fault = #expect(throws: ImportFault.self) { try reader.next() }
        #expect(fault?.message == message)
    }

    @Test("are none in an empty file")
    func empty() throws {
        #expect(try summaries(reader("")) == [])
        #expect(try summaries(reader("id,type\n")) == [])
    }
}
