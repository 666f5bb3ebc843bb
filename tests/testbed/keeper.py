"""Runs a server for as long as its own stdin stays open, so that none outlives the tests, however they end.

    keeper.py COMMAND [ARGUMENT...]
"""

import os
import signal
import subprocess
import sys

child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=True)
signal.signal(signal.SIGCHLD, lambda *_: os._exit(1 if child.poll() is None else 0))
sys.stdin.buffer.read()
signal.signal(signal.SIGCHLD, signal.SIG_DFL)
os.killpg(child.pid, signal.SIGKILL)
