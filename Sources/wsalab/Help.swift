/// What --help and --version print.
enum Help {
  static let usage = """
    wsalab: a playground for Windows sockets, on Linux

    usage: wsalab [OPTION …]                 a session: type help in it
           wsalab learn                      lists the lessons, and which are done
           wsalab learn NAME                 takes one: its number, name or file
           wsalab learn FOLDER [NAME]        lists those of a folder, or takes one
           wsalab learn --reset NAME|all     forgets what you have done
           wsalab run FILE [OPTION …]        replays a script or a lesson (.md)
           wsalab run A.cpp [B.cpp …]        runs C or C++ programs, call by call
           wsalab test DIR                   runs programs beside their .out files
           wsalab view FILE [OPTION …]       prints a recorded session (.jsonl)
           wsalab check PATH …               replays lessons and tells what is wrong
           wsalab check --update PATH …      … and rewrites transcripts that differ
           wsalab check --review PATH …      … and asks for each before it does
           wsalab new NAME                   makes a lesson to begin with: NAME.md

    FILE - is standard input. Without a terminal, a session reads its lines there.

      --format text|json          transcript for people, or one JSON object a line
      --brief                     records of what a real Winsock reports alone
      --network private|shared    a network of its own, or the machine's loopback
      --save-to FOLDER            where a script may save; else it writes no file
      --quiet                     a program's own output, and nothing else
      --arg WORD                  … with a word more in argv
      --steps N                   how many calls programs may make (10000)
      --sanitize                  programs are compiled with AddressSanitizer
      --unicode                   … and with wide text functions
      --trust                     programs run with your own rights, not shut in
      --trace on|off              the packets that each line moved
      --color auto|always|never   auto: on a terminal, unless NO_COLOR is set
      --width N                   columns of the transcript (80)
      --version                   the version, and readline's
      --help                      this

    Status: 0 every line ran and every expect held; 1 an expect did not hold, or a
    lesson is refused; 2 a line, an option or a lesson was not understood.

    """

  static func version(readline: Int32) -> String {
    """
    wsalab \(Version.text) (GNU Readline \(readline >> 8).\(readline & 0xFF))
    License GPL-3.0-or-later. There is no warranty, to the extent permitted by law.

    """
  }
}
