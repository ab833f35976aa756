import Steps

// What lies behind the segments, as records have it.

extension JSONWriter {
  /// An object with everything that the TCP of a host's kernel keeps of a connection.
  mutating func inside(_ key: StaticString, _ state: InsideState?) {
    guard !isBrief, let state else { return }
    raw(key)
    raw("{\"congestion\":")
    string(state.congestion.rawValue)
    self.key(",\"algorithm\":", state.algorithm)
    for (name, path) in InsideState.numbers {
      raw(",")
      string(name)
      raw(":")
      number(UInt64(clamping: state[keyPath: path]))
    }
    self.key(",\"ssthresh\":", state.ssthresh)
    self.key(",\"srtt\":", state.srtt)
    if !state.scoreboard.isEmpty {
      raw(",\"scoreboard\":")
      blocks(state.scoreboard)
    }
    raw("}")
  }

  /// The keys of a picture.
  mutating func plotKeys(_ plot: PlotRecord) {
    raw(",\"plot\":")
    string(plot.kind.rawValue)
    key(",\"sender\":", plot.sender)
    raw(",\"from\":")
    address(plot.from)
    raw(",\"to\":")
    address(plot.to)
    key(",\"along\":", plot.along)
    key(",\"upward\":", plot.upward)
    raw(",\"series\":")
    list(plot.series) { json, series in
      json.raw("{\"name\":")
      json.string(series.name)
      json.key(",\"letter\":", series.letter)
      json.key(",\"mark\":", series.mark.rawValue)
      json.raw(",\"points\":")
      json.list(series.points) { json, point in
        json.key("[", point.x)
        json.key(",", point.y)
        if point.top != point.y { json.key(",", point.top) }
        json.raw("]")
      }
      json.raw("}")
    }
  }

  /// Selective acknowledgements: a pair of numbers each.
  mutating func blocks(_ blocks: [Packet.SACKBlock]) {
    list(blocks) { json, block in
      json.key("[", block.left)
      json.key(",", block.right)
      json.raw("]")
    }
  }
}
