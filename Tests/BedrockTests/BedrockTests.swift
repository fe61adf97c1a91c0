// BedrockTests
