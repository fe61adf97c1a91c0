import Vocabulary

/// Short forms for what tests expect.
func failed(_ service: Service, _ user: String = "") -> LoginAttempt {
    LoginAttempt(service: service, outcome: .failed, user: user)
}

func succeeded(_ service: Service, _ user: String = "") -> LoginAttempt {
    LoginAttempt(service: service, outcome: .succeeded, user: user)
}

func unanswered(_ service: Service, _ user: String = "") -> LoginAttempt {
    LoginAttempt(service: service, outcome: .unknown, user: user)
}
