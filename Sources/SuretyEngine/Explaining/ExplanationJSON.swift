import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyStore
package import SuretyWire

extension Explanation {
    /// The explanation as the API gives it: figures as numbers, words in both languages.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            write(subject, to: &json)
            json.member("programme", version.programme.key.text)
            json.member("edition", version.edition)
            json.key("as_if")
            json.bool(isAsIf)
            json.member("at", at)
            json.key("lit")
            json.bool(isLit)
            json.key("summary")
            json.object { json in
                json.member("zh", ExplanationText(self, in: .zh).sentence)
                json.member("en", ExplanationText(self, in: .en).sentence)
            }
            json.key("clauses")
            json.array(clauses) { $1.write(of: self, to: &$0) }
            json.key("position")
            position.write(to: &json)
        }
    }

    private func write(_ subject: LabelSubject, to json: inout JSONWriter) {
        let (_, owner, product) = subject.columns
        json.member("shop", owner)
        if !product.isEmpty { json.member("product", product) }
        if let promoter { json.member("promoter", promoter.text) }
    }
}

extension Position {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("incarnation", incarnation)
            json.member("partition", Int64(partition.index))
            json.member("number", number)
        }
    }
}

extension ExplainedClause {
    fileprivate func write(of explanation: Explanation, to json: inout JSONWriter) {
        json.object { json in
            json.member("clause", clause.key)
            json.member("of", clause.subject.rawValue)
            json.member("verdict", finding.verdict.rawValue)
            finding.figure.write(to: &json)
            if case .gate(let gate) = clause.condition { gate.write(to: &json) }
            if let window {
                json.key("window")
                json.object { json in
                    json.member("from", window.lowerBound)
                    json.member("to", window.upperBound)
                }
            }
            json.key("text")
            json.object { json in
                for language in Language.allCases {
                    let words = ClauseWords(explanation, language)
                    json.key(text: language.rawValue)
                    json.string(words.line(self))
                }
            }
            if let remedy {
                json.key("remedy")
                json.object { json in
                    for language in Language.allCases {
                        let words = ClauseWords(explanation, language)
                        json.key(text: language.rawValue)
                        json.string(words.remedy(remedy))
                    }
                }
            }
            json.key("facts")
            json.array(facts) { json, fact in
                json.object { json in
                    json.member("id", fact.id)
                    json.member("at", fact.at)
                }
            }
            json.member("fact_count", Int64(factCount))
        }
    }
}

extension Finding.Figure {
    fileprivate func write(to json: inout JSONWriter) {
        switch self {
        case .none: break
        case .notAsked:
            json.key("asked")
            json.bool(false)
        case .score(let score): json.member("hundredths", Int64(score))
        case .days(let days): json.member("days", days)
        case .share(let tally): tally.write(to: &json)
        case .shareAgainstMean(let tally, let mean):
            tally.write(to: &json)
            json.key("market_mean")
            json.object { mean.write(to: &$0) }
        case .products(let lacking, let of):
            json.member("lacking", lacking)
            json.member("products", of)
        case .word(let word): json.member("value", word)
        }
    }
}

extension Tally {
    fileprivate func write(to json: inout JSONWriter) {
        json.member("numerator", count)
        json.member("denominator", of)
    }
}

extension Gate {
    fileprivate func write(to json: inout JSONWriter) {
        json.key("threshold")
        json.object { json in
            json.member("bound", bound.rawValue)
            switch threshold {
            case .score(let score): json.member("hundredths", Int64(score))
            case .days(let days): json.member("days", Int64(days))
            case .share(let rate): json.member("basis_points", Int64(rate.value))
            case .timesMarketMean(let times): json.member("market_mean_hundredths", Int64(times))
            }
        }
    }
}
