/// A language the product speaks.
package enum Language: String, Hashable, Sendable, CaseIterable { case zh, en }

extension Localised {
    package func text(in language: Language) -> String {
        switch language {
        case .zh: zh
        case .en: en
        }
    }
}
