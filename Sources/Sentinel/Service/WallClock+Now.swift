package import Bedrock
package import Vocabulary

extension WallClock {
    package static var now: Timestamp { Timestamp(nanoseconds: nanoseconds) }
}
