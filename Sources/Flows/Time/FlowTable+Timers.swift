import Bedrock
package import Vocabulary

extension FlowTable {
    /// Other timeouts from now on. A timer that runs is looked at when it is due by the old ones: a flow then ends, or waits on.
    package mutating func renew(timeouts settings: FlowSettings) { timeouts = Timeouts(settings) }

    /// Most ticks that one step of the clock gives; a longer gap ends with a leap.
    static var mostTicks: Int { 120 }

    /// Moves the clock without a packet, as a live source does when the line is silent. True when it must be called again
    /// after the buffer was emptied. Events get `order`, which must not be smaller than that of any packet so far.
    package mutating func advance(to timestamp: Timestamp, order: UInt64, into events: inout EventBuffer) -> Bool {
        if isPaused { return !resumeTimers(order, into: &events) }
        beginBatch()
        guard clock.isSet, timestamp.nanoseconds > clock.now, timestamp.nanoseconds < EventClock.limit else {
            return false
        }
        return !follow(clock.observe(timestamp.nanoseconds), order, into: &events)
    }

    /// Runs the timers that a movement of the clock reaches. False when the buffer is full and timers are left.
    @inline(never)
    mutating func follow(
        _ movement: EventClock.Movement, _ order: UInt64, into events: inout EventBuffer
    ) -> Bool {
        switch movement {
        case .none: return true
        case .started:
            turned = clock.second
            return true
        case .restarted:
            turned = clock.second
            rebuildWheel()
            return true
        case .forward:
            singleSteps = clock.second - turned <= Int64(Self.mostTicks) ? Self.mostTicks : Self.mostTicks - 1
            return resumeTimers(order, into: &events)
        }
    }

    /// Turns the wheel up to the clock, second by second and then in one leap, and closes what has timed out.
    mutating func resumeTimers(_ order: UInt64, into events: inout EventBuffer) -> Bool {
        while true {
            guard closeExpired(order, into: &events) else {
                isPaused = true
                return false
            }
            guard turned < clock.second else {
                isPaused = false
                return true
            }
            let leaps = singleSteps == 0
            endSecond(order, at: leaps ? clock.second : turned + 1, into: &events)
            if leaps {
                collectAll()
            } else {
                singleSteps -= 1
                collect()
            }
            if expired.count > 1 {
                sortExpired()
            }
        }
    }

    /// Gives the tick of the second that ends, and begins `second`.
    private mutating func endSecond(_ order: UInt64, at second: Int64, into events: inout EventBuffer) {
        giveTick(order, Timestamp(nanoseconds: second * 1_000_000_000), into: &events)
        turned = second
    }

    mutating func giveTick(_ order: UInt64, _ timestamp: Timestamp, into events: inout EventBuffer) {
        tick.second = turned
        tick.activeFlows = UInt64(active)
        events.append(
            FlowEvent(
                order: order, timestamp: timestamp, kind: .tick, flow: FlowSnapshot(key: .nobody),
                detail: .traffic(tick)))
        tick = TrafficTick()
    }

    /// Looks at the flows that are armed for this second.
    private mutating func collect() {
        expired.removeAll(keepingCapacity: true)
        expiredDone = 0
        wheel.take(at: turned, into: &slotBuffer)
        for at in slotBuffer.indices {
            if at + 12 < slotBuffer.count {
                records.prefetchTwoLines(Int(slotBuffer[at + 12]))
                biographies.prefetchTwoLines(Int(slotBuffer[at + 12]))
            }
            let number = slotBuffer[at]
            guard isArmed(number, at: turned) else { continue }
            let due = dueSecond(number)
            if due > turned {
                arm(number, due)
            } else {
                // A record that was used again may stand twice in a slot.
                biographies[Int(number)].armed = UInt32(truncatingIfNeeded: turned &- 1)
                expired.append(number)
            }
        }
    }

    /// Looks at all flows.
    private mutating func collectAll() {
        expired.removeAll(keepingCapacity: true)
        expiredDone = 0
        wheel.removeAll()
        for number in 0..<used where records[Int(number)].marks.contains(.live) {
            let due = dueSecond(number)
            if due > turned { arm(number, due) } else { expired.append(number) }
        }
    }

    /// By id, so that the order does not depend on how flows are spread over tables.
    ///
    /// Ids and numbers are sorted as one number where they fit: as good as always. Where most of many are in order, only others are sorted.
    private mutating func sortExpired() {
        guard expired.count > 1 else { return }
        let base = expired.reduce(UInt64.max) { min($0, biographies[Int($1)].id) }
        sorting.removeAll(keepingCapacity: true)
        var falls = 0
        var before: UInt64 = 0
        for number in expired {
            let place = biographies[Int(number)].id &- base
            guard place <= UInt64(UInt32.max) else { return sortExpiredFar() }
            let both = place << 32 | UInt64(number)
            if both < before { falls &+= 1 }
            before = both
            sorting.append(both)
        }
        guard falls > 0 else { return }
        if sorting.count <= 48 {
            Self.insertionSort(&sorting)
        } else if falls &* 8 > sorting.count {
            sorting.sort()
        } else {
            return sortExpiredFar()
        }
        for place in sorting.indices { expired[place] = UInt32(truncatingIfNeeded: sorting[place]) }
    }

    /// The best for few.
    private static func insertionSort(_ numbers: inout [UInt64]) {
        var lent = numbers.mutableSpan
        for place in 1..<lent.count {
            let number = lent[place]
            var hole = place
            while hole > 0, lent[hole &- 1] > number {
                lent[hole] = lent[hole &- 1]
                hole &-= 1
            }
            lent[hole] = number
        }
    }

    /// Record numbers are given away in order of id, but those that were used before are used again. From the last one down, ids that fall are
    /// in order already; the others are sorted and put between them.
    private mutating func sortExpiredFar() {
        var kept: [UInt32] = []
        var strays: [(id: UInt64, number: UInt32)] = []
        var least = UInt64.max
        for number in expired.reversed() {
            let id = biographies[Int(number)].id
            if id < least {
                least = id
                if !strays.isEmpty { kept.append(number) }
            } else {
                // Until the first stray the order is that of `expired` itself.
                if strays.isEmpty {
                    kept.reserveCapacity(expired.count)
                    for earlier in expired.reversed() {
                        if earlier == number { break }
                        kept.append(earlier)
                    }
                }
                strays.append((id, number))
            }
        }
        guard !strays.isEmpty else { return }
        strays.sort { $0 < $1 }
        var at = expired.count - 1
        for number in kept {
            while let stray = strays.last, stray.id > biographies[Int(number)].id {
                expired[at] = stray.number
                strays.removeLast()
                at -= 1
            }
            expired[at] = number
            at -= 1
        }
        for stray in strays.reversed() {
            expired[at] = stray.number
            at -= 1
        }
    }

    private mutating func closeExpired(_ order: UInt64, into events: inout EventBuffer) -> Bool {
        let timestamp = Timestamp(nanoseconds: turned * 1_000_000_000)
        while expiredDone < expired.count {
            if events.isFull { return false }
            prefetchExpired()
            remove(expired[expiredDone], .idle, order, timestamp, into: &events)
            expiredDone += 1
        }
        return true
    }

    /// A million flows that end at once lie all over the memory: what the next ones need is fetched ahead.
    @inline(__always)
    private mutating func prefetchExpired() {
        if expiredDone + 16 < expired.count { records.prefetchTwoLines(Int(expired[expiredDone + 16])) }
        guard expiredDone + 8 < expired.count else { return }
        let next = Int(expired[expiredDone + 8])
        index.prefetch(records[next].hash)
        tuples.prefetch(TupleSet.digest(&records[next], hashing))
        biographies.prefetchTwoLines(next)
    }

    /// Arms the wheel anew from the flows that are there.
    mutating func rebuildWheel() {
        wheel.removeAll()
        for number in 0..<used where records[Int(number)].marks.contains(.live) { arm(number, dueSecond(number)) }
    }
}

extension FlowKey {
    /// The key of an event that is about no flow.
    static var nobody: FlowKey {
        FlowKey(
            initiator: .unspecified, initiatorPort: 0, responder: .unspecified, responderPort: 0,
            transport: IPProtocol(rawValue: 0))
    }
}

extension FlowTable {
    /// The first second at which the flow has timed out. A last stamp that the clock did not believe counts as now.
    mutating func dueSecond(_ number: UInt32) -> Int64 {
        let at = Int(number)
        let latest = max(clock.now, turned * 1_000_000_000)
        if records[at].last > latest { records[at].last = latest }
        return (records[at].last + timeouts.of(&records[at]) + 999_999_999) / 1_000_000_000
    }

    /// The wheel entry just found for `second` is the flow's own, not a stale one.
    func isArmed(_ number: UInt32, at second: Int64) -> Bool {
        records[Int(number)].marks.contains(.live)
            && biographies[Int(number)].armed == UInt32(truncatingIfNeeded: second)
    }

    /// Puts the flow into the wheel for the time it is due by its state.
    @inline(__always)
    mutating func arm(_ number: UInt32) {
        let at = Int(number)
        let due = (min(records[at].last, clock.now) + timeouts.of(&records[at]) + 999_999_999) / 1_000_000_000
        arm(number, due)
    }

    /// Puts the flow into the wheel for `second`, or as far ahead as the wheel reaches.
    @inline(__always)
    mutating func arm(_ number: UInt32, _ second: Int64) {
        let bounded = min(max(second, turned + 1), turned + TimerWheel.reach)
        biographies[Int(number)].armed = UInt32(truncatingIfNeeded: bounded)
        if wheel.count >= settings.capacity * 4 + 1024 {
            rebuildWheel()
        } else {
            wheel.arm(number, at: bounded)
        }
    }
}

extension FlowTable {
    /// The capture is over: closes what is open, in order of id. True when it must be called again after the buffer was
    /// emptied. The order of these events is the one after the last packet's. Nothing comes after it, so the records stay where they are.
    package mutating func finish(into events: inout EventBuffer) -> Bool {
        if !isFinishing {
            isFinishing = true
            beginBatch()
            lastOrder &+= 1
            if clock.isSet { giveTick(lastOrder, Timestamp(nanoseconds: clock.now), into: &events) }
            expiredDone = 0
            // Those that lie out of order; the others are walked through where they lie.
            expired = reused.filter { records[Int($0)].marks.contains(.live) }
            sortExpired()
        }
        let timestamp = Timestamp(nanoseconds: clock.now)
        while finished < used {
            if events.isFull { return true }
            let at = Int(finished)
            records.prefetchTwoLines(at &+ 12)
            biographies.prefetchTwoLines(at &+ 12)
            let marks = records[at].marks
            if marks.contains(.live), !marks.contains(.reused) {
                if expiredDone < expired.count {
                    let stray = expired[expiredDone]
                    if biographies[Int(stray)].id < biographies[at].id {
                        expiredDone += 1
                        conclude(stray, timestamp, into: &events)
                        continue
                    }
                }
                conclude(finished, timestamp, into: &events)
            }
            finished &+= 1
        }
        while expiredDone < expired.count {
            if events.isFull { return true }
            conclude(expired[expiredDone], timestamp, into: &events)
            expiredDone += 1
        }
        return false
    }

    @inline(__always)
    private mutating func conclude(_ number: UInt32, _ timestamp: Timestamp, into events: inout EventBuffer) {
        close(number, .captureEnd, lastOrder, timestamp, into: &events)
        active -= 1
    }
}
