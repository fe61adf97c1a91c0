// FlowsTests
