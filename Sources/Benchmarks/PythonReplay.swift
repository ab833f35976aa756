/// The same lines as a Python script of their own: one statement a line, each result printed. It is to python3 what a
/// `.wsa` script is to wsalab.
func pythonScript(_ lines: Int) -> String {
  let cycle = [
    "l = socket.socket(socket.AF_INET, socket.SOCK_STREAM); print('l =', l.fileno())",
    "print(l.bind(('127.0.0.1', 7777)))", "print(l.listen())",
    "c = socket.socket(socket.AF_INET, socket.SOCK_STREAM); print('c =', c.fileno())",
    "print(c.connect(('127.0.0.1', 7777)))", "a, peer = l.accept(); print('a =', a.fileno(), peer)",
    "print(c.send(b'hello'))", "print(a.recv(16))", "print(c.close())", "print(a.close())", "print(l.close())",
  ]
  return "import socket\n" + (0..<lines).map { cycle[$0 % cycle.count] + "\n" }.joined()
}

/// The same replay as a small Python interpreter of the lines: split, a dictionary of commands, results printed.
let pythonReplay = #"""
  import socket, sys

  names = {}


  def address(text):
      host, colon, port = text.rpartition(":")
      return (host, int(port)) if colon else names[text].getsockname()


  def make(arguments):
      return socket.socket(socket.AF_INET, socket.SOCK_STREAM)


  def accept(arguments):
      accepted, peer = names[arguments[0]].accept()
      print("  from %s:%d" % peer)
      return accepted


  commands = {
      "socket": make,
      "accept": accept,
      "bind": lambda a: names[a[0]].bind(address(a[1])),
      "listen": lambda a: names[a[0]].listen(),
      "connect": lambda a: names[a[0]].connect(address(a[1])),
      "send": lambda a: names[a[0]].send(a[1].strip('"').encode()),
      "recv": lambda a: names[a[0]].recv(int(a[1])),
      "closesocket": lambda a: names[a[0]].close(),
  }

  with open(sys.argv[1]) as script:
      for line in script:
          words = line.split()
          if not words or words[0].startswith("#"):
              continue
          target = None
          if len(words) > 2 and words[1] == "=":
              target, words = words[0], words[2:]
          print("wsa>", line, end="")
          try:
              result = commands[words[0]](words[1:])
          except OSError as error:
              print("  %s = -1 %s" % (words[0], error))
              sys.exit(1)
          if target:
              names[target] = result
          print("  %s = %s" % (words[0], target or result))
  """#
