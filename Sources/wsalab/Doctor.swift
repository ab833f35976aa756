import Children
import Glibc
import LineEditing
import Playground
import Steps
import Wire

/// Tells what of the program works on this machine, by trying it, and what to do for the rest.
struct Doctor {
  let program: Program

  private struct Finding {
    let what: String
    /// What is wrong; nil where it works.
    var fault: String?
    var advice = ""
    /// Whether the program does without.
    var isOptional = false
  }

  /// Prints a line for each thing that was tried. Returns 0 where all that is needed works, 1 otherwise.
  func run() -> Int32 {
    var findings = network()
    findings += [compiler(), terminal(), locale(), folder(), tshark()]
    for one in findings {
      let mark = one.fault == nil ? "ok  " : one.isOptional ? "--  " : "no  "
      var text = "\(mark)\(one.what)" + (one.fault.map { ": " + $0 } ?? "") + "\n"
      if one.fault != nil, !one.advice.isEmpty {
        for line in one.advice.split(separator: "\n") { text += "      \(line)\n" }
      }
      program.output.bytes += PlainText.visible(Array(text.utf8))
    }
    program.output.flush()
    return findings.contains { $0.fault != nil && !$0.isOptional } ? 1 : 0
  }

  // MARK: - What is tried

  private static let namespaces = """
    On Ubuntu 24.04 and later, AppArmor forbids user namespaces: install the .deb, which has a profile, or run
    sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0
    In a container: docker run --security-opt seccomp=unconfined --cap-add SYS_ADMIN --cap-add NET_ADMIN …
    Without one, wsalab --network shared uses the machine's loopback, and packets are inferred.
    """

  private func network() -> [Finding] {
    var findings = [Finding(what: "a private network")]
    do throws(NetworkError) {
      let network = try Network(.private)
      let session = Session(options: SessionOptions(), network: network)
      findings += [capture(session), hosts(session)]
      session.end()
    } catch {
      findings[0].fault = error.message
      findings[0].advice = Self.namespaces
    }
    return findings
  }

  private func capture(_ session: Session) -> Finding {
    var packets: [Packet] = []
    for line in ["l = socket", "bind l 127.0.0.1:7777", "listen l", "c = socket", "connect c l"] {
      packets += session.run(Array(line.utf8))?.packets ?? []
    }
    var finding = Finding(what: "packets are captured")
    if packets.isEmpty || packets.contains(where: { $0.source == .inferred }) {
      finding.fault = "they are inferred"
      finding.advice = "A packet socket is refused in the private network; a container may drop CAP_NET_RAW."
    }
    return finding
  }

  private func hosts(_ session: Session) -> Finding {
    var finding = Finding(what: "hosts, each with a kernel's TCP of its own")
    let step = session.run(Array("host a 10.0.0.1".utf8))
    if case .usage(let error)? = step?.body {
      finding.fault = error.message
      finding.advice = Self.namespaces
    }
    return finding
  }

  private func compiler() -> Finding {
    var finding = Finding(what: "your own C++ programs, compiled", isOptional: true)
    do throws(CompileError) {
      _ = try Compiler()
    } catch {
      finding.fault = error.message
      finding.advice = "A clang++ of version 14 or later is needed: apt-get install clang"
    }
    return finding
  }

  private func terminal() -> Finding {
    var finding = Finding(what: "a terminal of 80 columns", isOptional: true)
    guard program.isTerminal, let size = TerminalSize(of: 1) else {
      finding.fault = "standard output is none"
      return finding
    }
    if size.columns < 80 {
      finding.fault = "it has \(size.columns)"
      finding.advice = "Transcripts are 80 columns wide; --width 60 makes narrower ones."
    }
    return finding
  }

  private func locale() -> Finding {
    var finding = Finding(what: "a locale of UTF-8", isOptional: true)
    let set = Program.locale
    let isUnicode = set.lowercased().contains("utf-8") || set.lowercased().contains("utf8")
    if !isUnicode {
      finding.fault = set.isEmpty ? "none is set" : set
      finding.advice = "Arrows and lines are UTF-8: export LANG=C.UTF-8, or use --ascii."
    }
    return finding
  }

  private func folder() -> Finding {
    var finding = Finding(what: "a folder for the history and what you have done", isOptional: true)
    let home = program.variable("XDG_STATE_HOME") ?? program.variable("HOME")
    if home.map({ access($0, W_OK) == 0 }) != true {
      finding.fault = home.map { "\($0) cannot be written to" } ?? "HOME is not set"
      finding.advice = "Set HOME or XDG_STATE_HOME to a folder of yours."
    }
    return finding
  }

  private func tshark() -> Finding {
    var finding = Finding(what: "Wireshark or tshark, for saved captures", isOptional: true)
    let places = (program.variable("PATH") ?? "/usr/bin").split(separator: ":")
    let isThere = places.contains { place in
      ["tshark", "wireshark"].contains { access("\(place)/\($0)", X_OK) == 0 }
    }
    if !isThere {
      finding.fault = "not found"
      finding.advice = "apt-get install wireshark"
    }
    return finding
  }
}
