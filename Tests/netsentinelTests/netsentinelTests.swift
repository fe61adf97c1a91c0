// netsentinelTests
