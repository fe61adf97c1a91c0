// Sentinel
