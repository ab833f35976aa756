import Glibc
import LinuxSockets
import Testing
import Wire

@testable import Playground

/// What the network says of itself, in words: each names what is refused, and what would be right.
@Suite struct NetworkTextTests {
  @Test(arguments: [
    (
      NetworkError.appArmor,
      "no private network: AppArmor forbids namespaces to ordinary users (allow them with: "
        + "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0)"
    ),
    (
      NetworkError.noUserNamespaces(setting: "user.max_user_namespaces", value: "10000"),
      "no private network: user namespaces are switched off (allow them with: "
        + "sudo sysctl user.max_user_namespaces=10000)"
    ),
    (
      NetworkError.forbidden,
      "no private network: the system forbids namespaces, as containers do (allow them with: docker run --privileged)"
    ),
    (
      NetworkError.hasThreads,
      "no private network: the process has threads already, and a private network has to be entered before any starts"
    ),
    (
      NetworkError.failed(Errno(rawValue: Glibc.ENOMEM)),
      "no private network: making a namespace failed: Cannot allocate memory"
    ),
    (NetworkError.capture(Errno(rawValue: Glibc.EPERM)), "no packet can be captured: Operation not permitted"),
  ])
  func errorsSayWhatWouldHelp(_ error: NetworkError, _ text: String) { #expect(error.message == text) }

  @Test func noticesSayWhatIsNotAsItWasWanted() {
    #expect(NetworkNotice.shared.text.hasPrefix("this is the real network of this machine"))
    #expect(NetworkNotice.loopbackOnly(.forbidden).text.contains("; packets are inferred on the shared loopback"))
    let refused = NetworkNotice.incomplete(["lo up", "a", "b", "c", "d"]).text
    #expect(refused.contains("(lo up, a, b and 2 more); is /proc/sys writable here?"))
    #expect(NetworkNotice.incomplete(["lo up"]).text.contains("(lo up); is"))
    #expect(
      NetworkNotice.noCapture(.capture(Errno(rawValue: Glibc.EPERM))).text
        == "no packet can be captured: Operation not permitted")
  }

  @Test(arguments: [
    (HostError.sharedNetwork, "hosts need a private network: start without --network shared"),
    (.noPrivateNetwork([]), "hosts need a private network, and there is none"),
    (.tooManyHosts(16), "16 hosts are the most"), (.tooManyRouters(4), "4 routers are the most"),
    (.nameTaken("a"), "there is a host a already"), (.addressOfHost("a"), "host a has this address"),
    (.addressOfRouter("r"), "router r has this address"),
    (.badAddress(.loopback), "that is the loopback, which every host has: give it one such as 10.0.0.1"),
    (.badAddress(.wildcard), "a host needs an address of its own"),
    (.mtu(least: 68, most: 9000), "an MTU is between 68 and 9000"),
    (.latency(most: 10_000), "a latency is 10,000 ms at most"), (.latency(most: 500), "a latency is 500 ms at most"),
    (.queue(longest: 1000), "a queue holds 1 to 1000 packets"),
    (
      .noMoreNamespaces(Errno(rawValue: Glibc.ENOSPC)),
      "no more hosts can be made: No space left on device (user.max_net_namespaces limits them)"
    ),
    (.resource(.route, host: "a"), "host a cannot be made: the system refuses a route"),
    (.resource(.packets, host: "a"), "host a cannot be made: its packets cannot be had"),
    (.noHostOf(SocketAddress(inet: 0x0a00_0009, port: 1)), "no host has 10.0.0.9"),
  ])
  func hostErrorsSayWhatIsWrong(_ error: HostError, _ text: String) { #expect(error.message == text) }
}
