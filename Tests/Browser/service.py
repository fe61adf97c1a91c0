"""A service of one's own for the browser: started, stopped and started again on the same port with the same data."""
import collections
import os
import re
import subprocess
import tempfile
import threading


class Service:
    def __init__(self, program, *options, forged=False):
        self.program, self.options, self.forged = program, options, forged
        self.data = tempfile.mkdtemp(prefix="netsentinel-browser-")
        self.port, self.base, self.token, self.process = 0, None, None, None

    def start(self, *options):
        command = [self.program, "watch", *(options or self.options), "--listen", f"127.0.0.1:{self.port}", "--data", self.data]
        if self.forged and os.geteuid() == 0:
            # Who may capture gets no forged traffic: root gives its rights away for this one process.
            os.chown(self.data, 65534, 65534)
            command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        said, ready = collections.deque(maxlen=60), threading.Event()

        def read(output):
            for line in output:
                said.append(line)
                address = re.search(r"Dashboard.*?(http://[\d.]+:(\d+))", line)
                if address:
                    self.base, self.port = address[1], int(address[2])
                    token = re.search(r"#token=(\S+)", line)
                    self.token = token[1] if token else self.token
                    ready.set()
            ready.set()

        threading.Thread(target=read, args=(self.process.stdout,), daemon=True).start()
        if not ready.wait(120) or self.process.poll() is not None:
            self.stop()
            raise RuntimeError("the service did not start:\n" + "".join(said))
        return self

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
