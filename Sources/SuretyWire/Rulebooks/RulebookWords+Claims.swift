internal import SuretyDomain

extension RulebookWords {
    func lines(of guarantee: Guarantee) -> [RulebookLine] {
        var lines = [RulebookLine(self("can be claimed", "申请期限"), window(guarantee.claim))]
        add(&lines, self("provided", "申请条件"), guarantee.conditions.map(condition))
        return lines + [
            RulebookLine(self("gives", "处理方式"), remedy(guarantee.remedy)),
            RulebookLine(self("answered by", "审核"), answer(guarantee.answer)),
            RulebookLine(self("refunds", "退款范围"), refund(guarantee.refund)),
            RulebookLine(self("paid from", "退款出资顺序"), list: guarantee.payers.map(payer)),
        ]
    }

    func lines(of procedure: CaseProcedure) -> [RulebookLine] {
        CaseWait.allCases.compactMap { wait in procedure.waits[wait].map { line(of: wait, $0) } }
            + [
                RulebookLine(
                    self("a due deadline waits for silent sources at most", "到期后等待迟到数据的上限"),
                    term(procedure.longestWait))
            ]
    }

    func lines(of clock: OrderClock) -> [RulebookLine] {
        var lines: [RulebookLine] = []
        add(&lines, self("receipt checked, after dispatch", "发货后自动确认收货"), clock.receiptChecks.map(term))
        if let length = clock.receiptExtension {
            lines.append(
                RulebookLine(
                    self("put off by the buyer", "买家可延长收货"),
                    self("by \(term(length)), once", "\(term(length))，限一次")))
        }
        if let length = clock.undispatched {
            lines.append(
                RulebookLine(
                    self("closed and refunded if not dispatched", "未发货自动关闭并退款"),
                    self("\(term(length)) after payment", "付款后 \(term(length))")))
            add(&lines, self("paid from", "退款出资顺序"), clock.payers.map(payer))
        }
        return lines
    }

    func term(_ term: Term) -> String {
        switch term {
        case .hours(let count): self(counted(count, "hour"), "\(count) 小时")
        case .calendarDays(let count): self(counted(count, "calendar day"), "\(count) 个自然日")
        case .workingDays(let count): self(counted(count, "working day"), "\(count) 个工作日")
        case .workingHours(let count): self(counted(count, "working hour"), "工作时间 \(count) 小时")
        }
    }

    private func counted(_ count: Int64, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }

    private func window(_ claim: ClaimWindow) -> String {
        switch claim {
        case .within(let length, let anchor):
            self("until \(term(length)) after \(self.anchor(anchor))", "\(self.anchor(anchor))后 \(term(length))内")
        case .until(let anchor): self("until \(self.anchor(anchor))", "付款后至\(self.anchor(anchor))前")
        }
    }

    private func anchor(_ anchor: Anchor) -> String {
        switch anchor {
        case .paid: self("payment", "付款")
        case .dispatched: self("dispatch", "发货")
        case .signed: self("sign-for", "签收")
        case .receiptConfirmed: self("confirmed receipt", "确认收货")
        }
    }

    private func condition(_ condition: ClaimCondition) -> String {
        switch condition {
        case .orderBelow(let limit): self("less than \(text(limit)) paid for the order", "订单实付低于 \(text(limit))")
        case .notDispatched: self("not dispatched", "未发货")
        case .dispatched: self("dispatched", "已发货")
        case .goodStanding: self("the buyer is in good standing", "买家无滥用记录")
        }
    }

    private func text(_ money: Money) -> String {
        let digits = String(money.minorUnits)
        let places = money.currency.fractionDigits
        guard places > 0 else { return "\(digits) \(money.currency.code)" }
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return "\(padded.dropLast(places)).\(padded.suffix(places)) \(money.currency.code)"
    }

    private func remedy(_ remedy: Guarantee.Remedy) -> String {
        switch remedy {
        case .refund: self("a refund", "仅退款")
        case .returnAndRefund: self("return and refund", "退货退款")
        }
    }

    private func answer(_ answer: Guarantee.Answer) -> String {
        switch answer {
        case .merchant: self("the merchant", "商家")
        case .nobody: self("nobody, it is carried out at once", "无需审核，即时办理")
        }
    }

    private func refund(_ refund: Guarantee.RefundBasis) -> String {
        switch refund {
        case .goods: self("what was paid for the goods", "商品实付金额")
        case .goodsAndFreight: self("what was paid for goods and freight", "商品与运费实付金额")
        }
    }

    private func payer(_ payer: Payer) -> String {
        switch payer {
        case .escrow: self("escrow", "担保资金")
        case .payable: self("what the shop is owed", "店铺待结货款")
        case .budget: self("guarantee budget", "权益预算")
        case .deposit: self("deposit", "保证金")
        case .platformAdvance: self("advance by the platform", "平台垫付")
        }
    }

    private func line(of wait: CaseWait, _ term: WaitTerm) -> RulebookLine {
        let (party, start) =
            switch wait {
            case .contact:
                (self("merchant contacts the buyer", "商家联系买家"), self("the application", "申请"))
            case .decision: (self("merchant decides", "商家审核"), self("the application", "申请"))
            case .sendBack: (self("buyer sends the goods back", "买家寄回商品"), self("the approval", "审核通过"))
            case .confirmation:
                (self("merchant confirms the return", "商家确认收到退货"), self("the waybill", "填写运单"))
            }
        let reminder = term.remindAfter.map { length in
            self(", reminded after \(self.term(length))", "，满 \(self.term(length))时提醒")
        }
        let within = self("within \(self.term(term.within)) of \(start)", "\(start)后 \(self.term(term.within))内")
        return RulebookLine(party, within + (reminder ?? "") + expiry(term.then))
    }

    private func expiry(_ expiry: WaitTerm.Expiry) -> String {
        switch expiry {
        case .breach: self(", or it is a breach", "，逾期记为违约")
        case .approve: self(", or it is approved", "，逾期视为同意")
        case .close: self(", or the case is closed", "，逾期关闭售后单")
        case .refund: self(", or it is refunded", "，逾期自动退款")
        }
    }
}
