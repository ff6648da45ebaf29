import SuretyRules

/// What `surety rulebook` prints of the shipped claims, waits and clocks.
enum ClaimTexts {
    /// The difference that `2022-09-trust-buy-v2` makes to `2022-05-receipt`, as far as cases go.
    static func changedWaits(_ language: Language) -> String {
        switch language {
        case .en:
            """
            ~ cases
                merchant decides: within 72 hours of the application, or it is approved → \
            within 48 hours of the application, or it is approved
                merchant confirms the return: within 10 calendar days of the waybill, or it is refunded → \
            within 7 calendar days of the waybill, or it is refunded
                - merchant contacts the buyer: within 36 hours of the application, or it is a breach
            ~ trust-buy (Trust Buy)

            """
        case .zh:
            """
            ~ 售后流程
                商家审核: 申请后 72 小时内，逾期视为同意 → 申请后 48 小时内，逾期视为同意
                商家确认收到退货: 填写运单后 10 个自然日内，逾期自动退款 → 填写运单后 7 个自然日内，逾期自动退款
                - 商家联系买家: 申请后 36 小时内，逾期记为违约
            ~ trust-buy (信任购)

            """
        }
    }

    /// Parts of the book of `2022-09-trust-buy-v2`.
    static func shown(_ language: Language) -> [String] {
        switch language {
        case .en: english
        case .zh: chinese
        }
    }

    private static let english = [
        """
            can be claimed: until dispatch
            provided: less than 300.00 CNY paid for the order, not dispatched, the buyer is in good standing
            gives: a refund
            answered by: nobody, it is carried out at once
            refunds: what was paid for goods and freight
            paid from: escrow, what the shop is owed, deposit, advance by the platform

        """,
        """
            can be claimed: until 7 calendar days after sign-for
            provided: dispatched
            gives: return and refund
            answered by: the merchant
            refunds: what was paid for the goods

        """,
        """
        Cases
          merchant decides: within 48 hours of the application, or it is approved
          buyer sends the goods back: within 10 calendar days of the approval, reminded after 3 calendar days, \
        or the case is closed
          merchant confirms the return: within 7 calendar days of the waybill, or it is refunded
          a due deadline waits for silent sources at most: 24 hours

        Orders
          receipt checked, after dispatch: 10 calendar days, 20 calendar days, 30 calendar days
          put off by the buyer: by 3 calendar days, once
          closed and refunded if not dispatched: 30 calendar days after payment
          paid from: escrow, what the shop is owed, deposit, advance by the platform

        """,
    ]

    private static let chinese = [
        """
            申请期限: 付款后至发货前
            申请条件: 订单实付低于 300.00 CNY, 未发货, 买家无滥用记录
            处理方式: 仅退款
            审核: 无需审核，即时办理
            退款范围: 商品与运费实付金额
            退款出资顺序: 担保资金, 店铺待结货款, 保证金, 平台垫付

        """,
        """
            申请期限: 签收后 7 个自然日内
            申请条件: 已发货
            处理方式: 退货退款
            审核: 商家
            退款范围: 商品实付金额

        """,
        """
        售后流程
          商家审核: 申请后 48 小时内，逾期视为同意
          买家寄回商品: 审核通过后 10 个自然日内，满 3 个自然日时提醒，逾期关闭售后单
          商家确认收到退货: 填写运单后 7 个自然日内，逾期自动退款
          到期后等待迟到数据的上限: 24 小时

        订单时限
          发货后自动确认收货: 10 个自然日, 20 个自然日, 30 个自然日
          买家可延长收货: 3 个自然日，限一次
          未发货自动关闭并退款: 付款后 30 个自然日
          退款出资顺序: 担保资金, 店铺待结货款, 保证金, 平台垫付

        """,
    ]
}
