/// The same replay as a Python program would do it: split lines, a dictionary of commands, results printed.
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
