// The suites of this target lie in folders that mirror Sources/Capture; the hand-written files that they read in Fixtures.
