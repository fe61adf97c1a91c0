import Vocabulary
enum CommunityID { static func text(_ flow: FlowSnapshot) -> String { "" } }
