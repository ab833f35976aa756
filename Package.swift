// swift-tools-version: 6.1
import PackageDescription

/// The release build optimizes across the rooms: a twentieth of the instructions of a replay.
let across: [SwiftSetting] = [.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))]
/// The debug build, which every test runs, checks at each access that nobody else is writing; the release build trusts it.
/// The checks cost a tenth of the instructions of a replay.
let trusting = across + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

/// The rooms of the house, from the ground up. Each may import only what stands above it here.
let package = Package(
  name: "wsalab",
  products: [
    .executable(name: "wsalab", targets: ["wsalab"]),
    // The simulated layer by itself, with the sockets below it.
    .library(name: "Winsock", targets: ["Winsock", "LinuxSockets"]),
  ],
  targets: [
    // Declared so that a machine without the header is told which package has it.
    .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),
    .target(
      name: "CReadlineShims", dependencies: ["CReadline"], linkerSettings: [.linkedLibrary("readline")]),
    .target(name: "CLinuxShims"),
    // The lessons that the program carries.
    .target(name: "CLessons", exclude: ["list.inc"]),
    // What stands in every page of a session.
    .target(name: "CPage", exclude: ["files"]),
    // What a learner's own program is compiled with.
    .target(name: "CProgram", exclude: ["files", "list.inc"]),
    .target(name: "WireFormat", swiftSettings: trusting),
    .target(name: "TerminalText", swiftSettings: trusting),
    .target(name: "LinuxSockets", dependencies: ["CLinuxShims"], swiftSettings: across),
    // Files: what may be reached, and the one writer.
    .target(name: "Storage", dependencies: ["LinuxSockets"]),
    // Programs that nobody vouches for: compiled, shut in, run.
    .target(name: "Children", dependencies: ["CProgram", "CLinuxShims", "LinuxSockets", "Storage"]),
    .target(
      name: "LineEditing", dependencies: ["CReadlineShims", "CLinuxShims", "TerminalText", "Storage"]),
    .target(
      name: "Wire", dependencies: ["WireFormat", "LinuxSockets", "CLinuxShims"], swiftSettings: trusting),
    .target(name: "Winsock", dependencies: ["LinuxSockets"], swiftSettings: trusting),
    // What a session reports, as values only.
    .target(name: "Steps", swiftSettings: across),
    // What is known of each call, declared once.
    .target(name: "Calls", dependencies: ["Winsock"], swiftSettings: across),
    // Text as it is typed: lines, the C form, expressions, data, constants.
    .target(name: "Language", dependencies: ["LinuxSockets", "Winsock", "Steps"], swiftSettings: trusting),
    // What errors, calls, structures and words mean.
    .target(
      name: "Explain", dependencies: ["Winsock", "Steps", "Calls", "Language"], swiftSettings: across),
    // Text, records and what reads them back, from steps alone.
    .target(
      name: "Views", dependencies: ["TerminalText", "Steps", "Calls"], exclude: ["records.schema.json"],
      swiftSettings: trusting),
    // What can be made of a recorded session, from steps alone: pages, pictures, films, programs.
    .target(name: "Exports", dependencies: ["CPage", "TerminalText", "Steps", "Calls", "Views"]),
    .target(
      name: "Playground",
      dependencies: [
        "TerminalText", "WireFormat", "LinuxSockets", "Storage", "Wire", "Winsock", "Steps", "Calls", "Language",
        "Explain", "Children",
      ],
      swiftSettings: trusting),
    .target(
      name: "Lessons",
      dependencies: ["CLessons", "TerminalText", "LinuxSockets", "Storage", "Steps", "Views", "Playground"]),
    .executableTarget(
      name: "wsalab",
      dependencies: [
        "TerminalText", "LineEditing", "LinuxSockets", "Storage", "Children", "Wire", "Winsock", "Steps", "Views",
        "Exports", "Playground", "Lessons",
      ]),
    // The simulated layer as a library by itself.
    .executableTarget(
      name: "winsock-example", dependencies: ["Winsock", "LinuxSockets"], path: "Sources/WinsockExample"),
    .target(name: "CBaselines"),
    .executableTarget(
      name: "Benchmarks", dependencies: ["LinuxSockets", "Wire", "Winsock", "CBaselines"],
      resources: [.embedInCode("thresholds.txt")]),
    .testTarget(name: "WireFormatTests", dependencies: ["WireFormat"]),
    .testTarget(name: "TerminalTextTests", dependencies: ["TerminalText"]),
    .testTarget(name: "LinuxSocketsTests", dependencies: ["LinuxSockets"]),
    .testTarget(name: "StorageTests", dependencies: ["Storage"]),
    .testTarget(name: "LineEditingTests", dependencies: ["LineEditing"]),
    .testTarget(
      name: "WireTests", dependencies: ["Wire", "WireFormat", "LinuxSockets", "CLinuxShims", "wsalab-wire-probe"]),
    // Real sockets in a private network of their own process, for WireTests.
    .executableTarget(
      name: "wsalab-wire-probe", dependencies: ["Wire", "LinuxSockets"], path: "Tests/WireProbe"),
    // What reads bytes from outside, tried with bytes that nobody wrote; ArchitectureTests replays Tests/Corpus.
    .target(name: "FuzzShims", path: "Tests/FuzzShims"),
    .executableTarget(
      name: "wsalab-fuzz",
      dependencies: [
        "FuzzShims", "WireFormat", "TerminalText", "LineEditing", "Wire", "Steps", "Language", "Playground", "Lessons",
      ],
      path: "Tests/Fuzz"),
    .testTarget(name: "WinsockTests", dependencies: ["Winsock", "LinuxSockets"]),
    .testTarget(name: "CallsTests", dependencies: ["Calls", "Winsock"]),
    .testTarget(name: "ExportsTests", dependencies: ["Exports", "Steps", "TerminalText", "Views"]),
    .testTarget(name: "ViewsTests", dependencies: ["Views", "Steps"]),
    .testTarget(
      name: "PlaygroundTests",
      dependencies: ["Playground", "Storage", "Language", "Explain", "Steps", "Calls", "Views"],
      exclude: ["Conformance", "README.md"]),
    .testTarget(name: "LessonsTests", dependencies: ["Lessons", "Playground", "Steps", "Views", "Wire"]),
    .testTarget(name: "ProgramTests", dependencies: ["CLinuxShims", "Views"], exclude: ["Pinned"]),
    .testTarget(name: "ArchitectureTests", dependencies: ["Calls"]),
  ],
  swiftLanguageModes: [.v6]
)
