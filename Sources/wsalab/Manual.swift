/// The manual page and the completions, made of the declarations.
enum Manual {
  /// What can be printed, by its name.
  static let forms = ["man", "bash", "zsh", "fish"]

  static func text(_ form: String) -> String? {
    switch form {
    case "man": page
    case "bash": bash
    case "zsh": zsh
    case "fish": fish
    default: nil
    }
  }

  // MARK: - man(7)

  private static var page: String {
    var out = ".TH WSALAB 1 \"\" \"wsalab \(Version.text)\" \"User Commands\"\n"
    out += ".SH NAME\nwsalab \\- \(roff(Declarations.summary))\n.SH SYNOPSIS\n"
    for use in Declarations.uses { out += ".B wsalab\n\(roff(use.words))\n.br\n" }
    out += ".SH DESCRIPTION\n"
    out += roff(
      "You type Winsock calls, or bring a C++ program of your own; they act on real sockets and on a simulated overlapped "
        + "layer that does what Windows does. After each step the state of the WSABUFs and WSAOVERLAPPEDs is shown, what has "
        + "changed, and the TCP segments that moved. Lessons are Markdown transcripts. In a session, help lists the commands."
    )
    out += "\n.SH COMMANDS\n"
    for use in Declarations.uses.dropFirst() { out += ".TP\n.B \(roff(use.words))\n\(roff(use.about))\n" }
    out += ".SH OPTIONS\n"
    for option in Declarations.options {
      let value = option.value.isEmpty ? "" : " " + option.value
      out += ".TP\n.B \(roff(option.name + value))\n\(roff(option.about))\n"
    }
    out += ".SH EXIT STATUS\n\(roff(Declarations.status.split(separator: "\n").joined(separator: " ")))\n"
    out += ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nwhere it is set, nothing is colored\n"
    out += ".TP\n.B XDG_STATE_HOME\nwhere the history and what you have done of the lessons is kept\n"
    return out
  }

  private static func roff(_ text: String) -> String {
    let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("…", with: "...")
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }

  // MARK: - Shells

  /// The files that a command's operands end in; nil where it takes none.
  private static func endings(of command: String) -> [String]? {
    for use in Declarations.uses where use.words.hasPrefix(command) {
      if case .files(let endings) = use.operands { return endings }
    }
    return nil
  }

  private static func takesFolder(_ command: String) -> Bool {
    Declarations.uses.contains { use in
      guard use.words.hasPrefix(command), case .folders = use.operands else { return false }
      return true
    }
  }

  private static var bash: String {
    var out = "# bash completion for wsalab\n_wsalab() {\n"
    out += "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
    out += "  COMPREPLY=()\n  case $prev in\n"
    for option in Declarations.options where !option.choices.isEmpty {
      out +=
        "    \(option.name)) COMPREPLY=($(compgen -W '\(option.choices.joined(separator: " "))' -- \"$cur\")); return ;;\n"
    }
    let files = Declarations.options.filter(\.takesFile).map(\.name).joined(separator: "|")
    out += "    \(files)) compopt -o filenames; COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n  esac\n"
    out += "  if [[ $cur == -* ]]; then\n"
    out +=
      "    COMPREPLY=($(compgen -W '\(Declarations.options.map(\.name).joined(separator: " "))' -- \"$cur\")); return\n  fi\n"
    out += "  if ((COMP_CWORD == 1)); then\n"
    out += "    COMPREPLY=($(compgen -W '\(Declarations.commands.joined(separator: " "))' -- \"$cur\")); return\n  fi\n"
    out += "  compopt -o filenames\n  case $command in\n"
    for command in Declarations.commands {
      if let endings = endings(of: command) {
        out +=
          "    \(command)) COMPREPLY=($(compgen -d -- \"$cur\") $(compgen -f -X '!*.@(\(endings.joined(separator: "|")))' -- \"$cur\")) ;;\n"
      } else if takesFolder(command) {
        out += "    \(command)) COMPREPLY=($(compgen -d -- \"$cur\")) ;;\n"
      } else if command == "print" {
        out += "    \(command)) COMPREPLY=($(compgen -W '\(forms.joined(separator: " "))' -- \"$cur\")) ;;\n"
      }
    }
    return out + "  esac\n}\nshopt -s extglob\ncomplete -F _wsalab wsalab\n"
  }

  private static var zsh: String {
    var out = "#compdef wsalab\n# zsh completion for wsalab\n_wsalab() {\n  local -a options\n  options=(\n"
    for option in Declarations.options {
      let about = option.about.replacing("'", with: "'\\''").replacing("[", with: "(").replacing("]", with: ")")
        .replacing(":", with: "\\:")
      var action = ""
      if !option.choices.isEmpty {
        action = ":value:(\(option.choices.joined(separator: " ")))"
      } else if option.takesFile {
        action = ":file:_files"
      } else if !option.value.isEmpty {
        action = ":value:"
      }
      out += "    '\(option.name)[\(about)]\(action)'\n"
    }
    out +=
      "  )\n  if ((CURRENT == 2)); then\n    _arguments -s $options '1:command:(\(Declarations.commands.joined(separator: " ")))'\n    return\n  fi\n"
    out += "  case $words[2] in\n"
    for command in Declarations.commands {
      if let endings = endings(of: command) {
        out +=
          "    \(command)) _arguments -s $options '*:file:_files -g \"*.(\(endings.joined(separator: "|")))(-.)\"' ;;\n"
      } else if takesFolder(command) {
        out += "    \(command)) _arguments -s $options '*:folder:_files -/' ;;\n"
      } else if command == "print" {
        out += "    \(command)) _arguments '2:form:(\(forms.joined(separator: " ")))' ;;\n"
      }
    }
    return out + "    *) _arguments -s $options ;;\n  esac\n}\n_wsalab \"$@\"\n"
  }

  private static var fish: String {
    var out = "# fish completion for wsalab\ncomplete -c wsalab -f\n"
    for use in Declarations.uses {
      let word = String(use.words.prefix { $0 != " " })
      guard word == use.words || use.words.hasPrefix(word + " "), Declarations.commands.contains(word) else { continue }
      out += "complete -c wsalab -n __fish_use_subcommand -a \(word) -d '\(quoted(use.about))'\n"
    }
    for command in Declarations.commands where endings(of: command) != nil || takesFolder(command) {
      out += "complete -c wsalab -n '__fish_seen_subcommand_from \(command)' -F\n"
    }
    out += "complete -c wsalab -n '__fish_seen_subcommand_from print' -a '\(forms.joined(separator: " "))'\n"
    for option in Declarations.options {
      out += "complete -c wsalab -l \(option.name.dropFirst(2)) -d '\(quoted(option.about))'"
      if !option.choices.isEmpty {
        out += " -x -a '\(option.choices.joined(separator: " "))'"
      } else if option.takesFile {
        out += " -r -F"
      } else if !option.value.isEmpty {
        out += " -x"
      }
      out += "\n"
    }
    return out
  }

  private static func quoted(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
  }
}
