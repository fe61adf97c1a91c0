/// Lets a rule speak when a number first crosses its threshold, and again at each tenfold of what it last said.
package struct Growth: Sendable {
    package private(set) var reported = 0

    package init() {}

    /// True when something new is to be said about `count`; remembers that it was said.
    package mutating func speaks(_ count: Int, threshold: Int) -> Bool {
        guard count >= threshold, reported == 0 || count / 10 >= reported else { return false }
        reported = max(count, 1)
        return true
    }

    /// True at the end when the number has at least doubled since it was last told.
    package mutating func concludes(_ count: Int) -> Bool {
        guard reported > 0, count / 2 >= reported else { return false }
        reported = count
        return true
    }
}
