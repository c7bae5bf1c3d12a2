"""The platform as `fairfile up` starts it, on a folder of its own, filled with month-24 data."""
import base64
import hashlib
import hmac
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
ISSUER = "https://synthetic.example"  # the one that the people of `synth` belong to
SECRET = "only-for-measuring-on-this-machine-0123456789"
COUNTED_NOT_REFUSED = {
    "FAIRFILE_LIMIT_USER_PER_MINUTE": "0",
    "FAIRFILE_LIMIT_ADDRESS_PER_MINUTE": "0",
    "FAIRFILE_LIMIT_SIGNED_IN_ADDRESS_PER_MINUTE": "0",
}
TARGETS_SQL = f"""
create table bench_target as
    select row_number() over (order by u.email) as n, u.id as u, d.id as d, d.bureau as b,
        '{{"sub":"' || u.id || '","role":"authenticated"}}' as claims,
        '%' || split_part(d.furnisher, ' ', 1) || '%' as pattern
    from users u cross join lateral (
        select * from dispute_tracking d where d.user_id = u.id
            and d.status not in ('blank', 'pending') order by d.id, d.bureau limit 1) d
    where u.external_issuer = '{ISSUER}' limit {{people}};
create unique index on bench_target (n);
grant select on bench_target to fairfile_api;
analyze bench_target;
"""
READ_TARGETS = """
select u.external_subject, t.d, t.b, lower(trim(both '%' from t.pattern)),
    case when d.status in ('escalated', 'expired') then 'investigating' else 'escalated' end
from bench_target t join users u on u.id = t.u
join dispute_tracking d on d.user_id = t.u and d.id = t.d and d.bureau = t.b order by t.n
"""


def part(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token(user):
    now = int(time.time())
    claims = {"sub": user, "iss": ISSUER, "aud": "authenticated", "role": "authenticated",
              "email": f"{user}@example.org", "iat": now, "exp": now + 12 * 3600}
    signed = part(b'{"alg":"HS256","typ":"JWT"}') + "." + part(json.dumps(claims).encode())
    mac = hmac.new(SECRET.encode(), signed.encode(), hashlib.sha256).digest()
    return signed + "." + part(mac)


def stat_of(pid):
    """Parent and the fields of /proc/PID/stat after the name, or None when it has gone."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    except OSError:
        return None
    return int(fields[1]), fields


class Server:
    def __init__(self, program, port):
        self.program, self.port = program, port
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="fairfile-bench-"))
        self.folder.chmod(0o755)
        self.data = self.folder / "data"
        self.socket = self.data / "postgres" / "socket"
        self.tokens = {}
        self.process = None

    def start(self):
        environment = dict(os.environ, **COUNTED_NOT_REFUSED)
        environment.update(FAIRFILE_EXTERNAL_HS256_SECRET=SECRET, FAIRFILE_EXTERNAL_ISSUER=ISSUER,
                           FAIRFILE_EXTERNAL_AUDIENCE="authenticated")
        command = [self.program, "up", "--data", str(self.data), "--port", str(self.port)]
        with open(self.folder / "up.log", "w") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        deadline = time.monotonic() + 120
        while "is up" not in (self.folder / "up.log").read_text():
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise RuntimeError("up did not start:\n" + (self.folder / "up.log").read_text())
            time.sleep(0.2)
        urllib.request.urlopen(f"http://127.0.0.1:{self.port}/livez", timeout=10).read()

    def psql(self, *arguments):
        command = ["psql", "-X", "-q", "-At", "-F", " ", "-v", "ON_ERROR_STOP=1", "-U", "postgres",
                   "-h", str(self.socket), "-d", "fairfile", *arguments]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"psql failed:\n{done.stderr}")
        return done.stdout

    def fill(self, people, spread):
        # The sample's people are there already.
        into = f"host={self.socket} user=postgres dbname=fairfile"
        command = [self.program, "synth", "--users", str(people), "--add", "--into", into]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"synth failed:\n{done.stderr}")
        self.psql("-c", TARGETS_SQL.replace("{people}", str(spread)))
        self.psql("-c", "checkpoint")
        return int(self.psql("-c", "select count(*) from bench_target"))

    def write_targets(self):
        """One line a target: token, dispute, bureau, search word, next status."""
        path = self.folder / "targets"
        lines = []
        for row in self.psql("-c", READ_TARGETS).splitlines():
            user, dispute, bureau, word, following = row.split(" ")
            if user not in self.tokens:
                self.tokens[user] = token(user)
            lines.append(f"{self.tokens[user]} {dispute} {bureau} {word} {following}\n")
        path.write_text("".join(lines))
        return path

    def cpu_seconds(self):
        """Of serve and of all of PostgreSQL; sessions that ended count at the postmaster."""
        postmaster = int((self.data / "postgres/cluster/postmaster.pid").read_text().split()[0])
        ticks = 0
        for pid in (int(name) for name in os.listdir("/proc") if name.isdigit()):
            stat = stat_of(pid)
            if stat is None:
                continue
            parent, fields = stat
            if pid == postmaster:
                ticks += sum(map(int, fields[11:15]))
            elif parent == postmaster or (parent == self.process.pid and is_serve(pid)):
                ticks += sum(map(int, fields[11:13]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=60)
        shutil.rmtree(self.folder, ignore_errors=True)


def is_serve(pid):
    try:
        return b"serve" in pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
