/// How a shop behaves.
enum Archetype: Sendable {
    case excellent, ordinary
    /// Well regarded at first; in the last third of the story its score falls through the gate and its buyers complain.
    case declining

    /// Three excellent, five ordinary and two declining in every ten.
    init(ofShop index: Int) {
        switch index % 10 {
        case 0, 4, 8: self = .excellent
        case 2, 7: self = .declining
        default: self = .ordinary
        }
    }

    /// How often it is bought from, next to others.
    var weight: ClosedRange<Int> {
        switch self {
        case .excellent: 8...16
        case .ordinary: 6...20
        case .declining: 10...14
        }
    }

    /// The score, in hundredths, that it starts from.
    var score: ClosedRange<Int> {
        switch self {
        case .excellent: 476...492
        case .ordinary: 440...474
        case .declining: 470...472
        }
    }

    /// What its score has lost by then.
    func loss(atProgress perMille: Int) -> Int {
        guard self == .declining else { return 0 }
        return perMille < lastThird ? perMille / 70 : 10 + (perMille - lastThird) / 5
    }

    /// Reviews with one or two stars, in a thousand.
    func badReviews(atProgress perMille: Int) -> Int {
        switch self {
        case .excellent: 10
        case .ordinary: 45
        case .declining: perMille < lastThird ? 15 : 120 + (perMille - lastThird)
        }
    }

    /// Orders of which a line is given back after it was signed for, in a thousand.
    func returns(atProgress perMille: Int) -> Int {
        switch self {
        case .excellent: 20
        case .ordinary: 45
        case .declining: perMille < lastThird ? 35 : 150
        }
    }

    /// Hours from payment to dispatch.
    func dispatchHours(atProgress perMille: Int) -> ClosedRange<Int> {
        switch self {
        case .excellent: 2...20
        case .ordinary: 4...40
        case .declining: perMille < lastThird ? 4...36 : 20...90
        }
    }

    private var lastThird: Int { 667 }
}
