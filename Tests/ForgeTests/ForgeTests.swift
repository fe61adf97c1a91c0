// ForgeTests
