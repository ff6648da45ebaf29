internal import SuretyDomain
internal import SuretyRules

extension RulebookWords {
    func lines(of programme: Programme) -> [RulebookLine] {
        var lines = [RulebookLine(self("carried by", "标识载体"), labelled(programme.labels))]
        add(&lines, self("not shops of kind", "不含店铺类型"), programme.scope.exceptShopKinds)
        add(&lines, self("not goods of source", "不含商品来源"), programme.scope.exceptSources)
        add(&lines, self("not goods traded as", "不含交易形式"), programme.scope.exceptTrades)
        add(&lines, self("not goods in", "不含类目"), programme.scope.exceptCategories.map(\.path))
        add(&lines, self("asked of every product in scope", "全店商品须开通"), programme.shopWideRights.map(\.text))
        for group in programme.categoryRights {
            let categories = group.categories.map(\.path).joined(separator: ", ")
            add(&lines, self("asked in \(categories)", "\(categories) 须开通"), group.rights.map(\.text))
        }
        lines += programme.gates.map(line)
        add(&lines, self("barred by", "即时失效情形"), programme.bars.map(bar))
        for surface in programme.surfaces {
            add(&lines, self("shown in \(surface.key)", "\(surface.key) 展示于"), surface.places)
        }
        return lines
    }

    private func labelled(_ labels: Labelled) -> String {
        switch labels {
        case .product: self("products", "商品")
        case .shop: self("shops", "店铺")
        }
    }

    private func line(of gate: Gate) -> RulebookLine {
        let figure = metrics[gate.metric].map(metric) ?? gate.metric.text
        var value = threshold(gate.threshold)
        switch gate.bound {
        case .atLeast: value = self("at least \(value)", "不低于 \(value)")
        case .atMost: value = self("at most \(value)", "不高于 \(value)")
        }
        if let days = gate.windowDays {
            value += self(", over \(days) days and today so far", ",统计此前 \(days) 天及当日")
        }
        return RulebookLine("\(subject(gate.subject)) \(figure)", value)
    }

    private func subject(_ subject: ClauseSubject) -> String {
        switch subject {
        case .shop: self("shop's", "店铺")
        case .product: self("product's", "商品")
        case .promoter: self("promoter's", "主播")
        }
    }

    private func threshold(_ threshold: Threshold) -> String {
        switch threshold {
        case .score(let hundredths): decimal(hundredths, places: 2)
        case .days(let days): self("\(days) days", "\(days) 天")
        case .share(let share): "\(decimal(share.value, places: share.value % 100 == 0 ? 0 : 2))%"
        case .timesMarketMean(let hundredths):
            self("\(decimal(hundredths, places: 2)) × the market mean", "大盘均值的 \(decimal(hundredths, places: 2)) 倍")
        }
    }

    private func decimal(_ hundredths: Int, places: Int) -> String {
        let rest = hundredths % 100
        return places == 0 ? "\(hundredths / 100)" : "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private func bar(_ bar: Bar) -> String {
        switch bar {
        case .severeViolation: self("a severe violation while it runs", "严重违规处罚期间")
        case .failedInspection: self("a failed inspection until relisting", "抽检不合格且未重新上架")
        case .depositShortfall: self("a deposit below what is required", "保证金不足")
        }
    }
}
