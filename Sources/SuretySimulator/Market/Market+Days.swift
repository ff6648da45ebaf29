import SuretyDomain

/// What comes round: shops are scored daily, promoters weekly, deposits stated on the first of the month.
extension Market {
    mutating func planScores(onDay day: Int) {
        let dawn = plan.start(ofDay: day).adding(milliseconds: 2 * 3_600_000)
        for shop in cast.shops {
            let scored = score(of: shop, onDay: day)
            let at = dawn.adding(milliseconds: Int64(chance.below(1_800_000)))
            tell(scored, of: shop, at: at, onDay: day)
        }
        for (index, promoter) in cast.promoters.enumerated() where (day + index) % 7 == 0 {
            score(promoter, at: dawn.adding(milliseconds: Int64(chance.below(1_800_000))))
        }
    }

    private mutating func score(of shop: SimulatedShop, onDay day: Int) -> Int {
        let unsteadiness = shop.archetype == .ordinary ? 4 : 2
        let loss = shop.archetype.loss(atProgress: plan.progress(ofDay: day))
        return min(500, max(300, shop.score - loss + chance.within(-unsteadiness...unsteadiness)))
    }

    /// One score of every shop that runs short is told wrong, and corrected six hours later.
    private mutating func tell(_ scored: Int, of shop: SimulatedShop, at instant: Instant, onDay day: Int) {
        let isMistold = shop.story == .runsShort && day == plan.day(atProgress: 200)
        let told = ExperienceScored(shop: shop.id, hundredths: isMistold ? 300 : scored)
        let id = agenda.add(.experienceScored(told), at: instant)
        guard isMistold else { return }
        agenda.add(
            .experienceScored(ExperienceScored(shop: shop.id, hundredths: scored)), at: instant,
            told: instant.adding(hours: 6), corrects: id)
    }

    mutating func score(_ promoter: SimulatedPromoter, at instant: Instant) {
        let scored = promoter.score + chance.within(-3...3)
        agenda.add(.promoterScored(PromoterScored(promoter: promoter.id, hundredths: scored)), at: instant)
    }

    mutating func planDeposits(onDay day: Int) {
        guard plan.firstDay.adding(days: Int64(day)).civil.day == 1 else { return }
        let at = plan.start(ofDay: day).adding(milliseconds: 3_600_000)
        for shop in cast.shops where shop.story != .runsShort { state(deposit: shop.deposit, of: shop, at: at) }
    }

    /// Every hour the marketplace says how far it has told: what is told late comes within twenty hours. Now and then its
    /// watch over abuse has a word on a consumer.
    mutating func planWords(onDay day: Int) {
        for hour in 0..<24 {
            let at = plan.start(ofDay: day).adding(hours: Int64(hour))
            agenda.add(.sourceCaughtUp(SourceCaughtUp()), at: at.adding(hours: -20), told: at)
        }
        guard day % 5 == 4 else { return }
        let stood = ConsumerStood(
            consumer: Naming.consumer(day * 31 % cast.consumers), standing: day % 15 == 14 ? .good : .restricted,
            reason: "returns-of-others-goods")
        agenda.add(.consumerStood(stood), at: plan.start(ofDay: day).adding(hours: 9))
    }
}
