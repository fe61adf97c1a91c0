// Forge
