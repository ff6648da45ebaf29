import SuretyDomain

// What the reference page says in words; its tables come from the code.

extension CaseReferencePage {
    static let introduction = """
        # After-sales cases 售后

        A case is one claim of a buyer under a guarantee, from application to its end. This page says who can do what \
        at which stage, what it leads to, and what happens when nobody does anything. Its tables are written by a test \
        from what the code does ([CaseTable.swift](../../Sources/SuretyDomain/Cases/CaseTable.swift)); \
        `SURETY_UPDATE_REFERENCE=1` writes them anew.

        A claim that a merchant has to answer (a seven-day return) begins in `awaiting-decision`:

        ```text
        awaiting-decision ─ approve ─▶ awaiting-return ─ send-back ─▶ awaiting-confirmation ─ confirm ─▶ refunded
        ```

        A claim that nobody has to answer (an instant refund) begins in `awaiting-records`. As soon as all that had \
        happened up to the application is known to have arrived, it ends: refunded, or refused if the order had been \
        dispatched before. A claim that its guarantee does not give opens no case at all.

        """

    static let waitsIntroduction = """

        ## Waits

        Some stages wait for somebody, and no longer than the edition says that was in force when the case was opened. \
        How long is the rulebook's word, and what the shipped editions say stands here; later editions keep what they \
        do not word. Hours run from the instant at which the stage began, calendar days from the next 00:00. The due \
        instant itself is too late, one millisecond before it is in time.

        The due instant alone decides. When the end of a term is carried out is another matter: not before every node \
        has told of all acts received until then, and dated by the due instant. What depends on an order's records \
        (`awaiting-records`) waits for the sources of that order. If one stays silent for longer than the edition \
        allows, automation is given up and a person is asked (`settle`), as also when the merchant disputes what came \
        back.

        """

    static let matrixIntroduction = """

        ## Who can do what

        Acts that are not listed under a stage are refused there with `notNow`, by whomever. A dash is the same \
        refusal for one party. A name alone is another refusal. Time itself is no party: it can do nothing but let \
        terms end.

        A breach that is due is recorded with the act that ends its stage, if it was not recorded before.

        """

    static let lateIntroduction = """

        ## After the end of a term

        Between the due instant and the moment at which the end is carried out, acts are refused with `termEnded`, \
        since they come too late. A contact changes nothing that is due, and is always recorded. Once a person has \
        been asked, no end is coming: a party may still give way to the other, but gets no second chance.

        """
}

extension CaseTable.Stage {
    var chinese: String {
        switch self {
        case .awaitingRecords: "待核实记录"
        case .awaitingDecision: "待商家处理"
        case .awaitingReturn: "待买家寄回"
        case .awaitingConfirmation: "待商家确认收货"
        case .disputed: "退货有争议"
        case .refunded: "已退款"
        case .refused: "已拒绝"
        case .withdrawn: "已撤销"
        case .lapsed: "逾期关闭"
        }
    }

    var meaning: String {
        switch self {
        case .awaitingRecords: "the records up to the application are still coming in"
        case .awaitingDecision: "the merchant has to say yes or no"
        case .awaitingReturn: "the return is approved; the buyer has to send the goods"
        case .awaitingConfirmation: "the goods are on their way back; the merchant has to confirm them"
        case .disputed: "the merchant says that what came back is not what was sent; a person decides"
        case .refunded: "it was decided to pay the buyer; the units cannot be claimed again"
        case .refused: "the buyer can claim the units anew, or have the case opened again"
        case .withdrawn: "by the buyer, who can claim the units anew"
        case .lapsed: "the goods were not sent back in time; the units can be claimed anew"
        }
    }
}

extension CaseAct.Kind {
    var chinese: String {
        switch self {
        case .contact: "联系买家"
        case .approve: "同意"
        case .refundOnly: "仅退款"
        case .refuse: "拒绝"
        case .sendBack: "寄回"
        case .confirm: "确认收到退货"
        case .dispute: "对退货提出异议"
        case .withdraw: "撤销申请"
        case .reopen: "再次申请"
        case .settle: "人工裁定"
        }
    }

    var meaning: String {
        switch self {
        case .contact: "the merchant has spoken with the buyer; without it nothing can be refused"
        case .approve: "the claim is granted"
        case .refundOnly: "the merchant pays and wants nothing back"
        case .refuse: "the claim is not granted"
        case .sendBack: "the goods are on their way, with this waybill"
        case .confirm: "the goods are back"
        case .dispute: "what came back is not what was sent, or is nothing"
        case .withdraw: "the buyer no longer wants it"
        case .reopen: "the buyer wants a refused case looked at again"
        case .settle: "a person decides what automation could not: `refund` or `refuse`"
        }
    }
}

extension CaseWait {
    var chinese: String {
        switch self {
        case .contact: "联系买家"
        case .decision: "商家处理"
        case .sendBack: "买家寄回"
        case .confirmation: "确认收货"
        }
    }

    var meaning: String {
        switch self {
        case .contact: "the merchant to contact the buyer, from the application"
        case .decision: "the merchant to decide, from the application"
        case .sendBack: "the buyer to send the goods back and give a waybill, from the approval"
        case .confirmation: "the merchant to confirm the goods, from the waybill"
        }
    }
}

extension WaitTerm.Expiry {
    var meaning: String {
        switch self {
        case .breach: "recorded as a breach; the case goes on"
        case .approve: "approved"
        case .close: "closed (`lapsed`)"
        case .refund: "confirmed and refunded"
        }
    }
}
