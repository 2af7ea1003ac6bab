# Runs a command on a terminal of its own: after each question the next answer is typed. Prints what the terminal shows
# and, on a line of its own, the exit code. Usage: python3 terminal.py ANSWERS-AS-JSON COMMAND...

import json
import os
import pty
import select
import sys

answers = json.loads(sys.argv[1])
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
shown = b""
asked = 0
while True:
    ready, _, _ = select.select([terminal], [], [], 20)
    if not ready:
        os.kill(pid, 9)
        break
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        break
    if not piece:
        break
    shown += piece
    while asked < len(answers) and shown.count(b"] ") > asked:
        os.write(terminal, answers[asked].encode())
        asked += 1
_, status = os.waitpid(pid, 0)
sys.stdout.write(shown.decode().replace("\r\n", "\n"))
sys.stdout.write("\nexit %d\n" % os.waitstatus_to_exitcode(status))
