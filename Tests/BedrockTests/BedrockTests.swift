// The suites of this target lie in folders that mirror Sources/Bedrock.
