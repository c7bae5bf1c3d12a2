"""Load: wrk asks us, pgbench asks the raw database the same SQL in pipeline mode."""
import os
import pathlib
import re
import statistics
import subprocess
import time

from statements import filled, statement

LUA = pathlib.Path(__file__).with_name("requests.lua")
# pgbench can only fetch texts by asking, so that a client keeps its person for some requests.
DISPUTES = "features/disputes/dispute_store.cpp"
TRADELINES = "features/tradelines/tradeline_store.cpp"
NULL, USER, ITEM, BUREAU = "null", ":u", ":d", ":b"
PICK = """\\set left :left - 1
\\if :left < 0
\\set left 9
\\set n random(0, :targets / :clients - 1) * :clients + :client_id + 1
select u, d, b, claims, pattern from bench_target where n = :n \\gset
\\endif
"""


def status_calls(status, earlier):
    values = [USER, ITEM, BUREAU, f":{status}", ":no", ":by", NULL, f":{earlier}",
              NULL]
    return [(DISPUTES, "disputes.update_status", values),
            (DISPUTES, "disputes.show", [USER, ITEM])]


# The statements of a request, in the program's order and with its parameters; a status update is
# two requests, there and back.
CALLS = {
    "dashboard": [[("features/dashboard/dashboard.cpp", "dashboard.show", [USER])]],
    "tradelines": [[(TRADELINES, "tradelines.data_version", [USER]),
                    (TRADELINES, "tradelines.list", [USER] + [NULL] * 5 + [":page"])]],
    "timeline": [[(DISPUTES, "disputes.data_version", [USER]),
                  (DISPUTES, "disputes.timeline", [USER, ITEM, NULL, NULL, ":page"])]],
    "search": [[("features/search/search.cpp", "search.own", [USER, ":pattern", NULL, ":found"])]],
    "status": [status_calls("escalated", "to_escalated"),
               status_calls("investigating", "to_investigating")],
}
CONSTANTS = {
    "left": "0",
    "role": "authenticated", "page": "51", "found": "20", "no": "false", "by": "user",
    "escalated": "escalated", "investigating": "investigating",
    "to_escalated": "{investigating,verified,deleted,updated,expired}",
    "to_investigating": "{pending,escalated,expired}",
}

# What our own runs left escalated could not be escalated first.
EVERYTHING_INVESTIGATED = """update dispute_tracking set status = 'investigating'
where status = 'escalated'"""


def pgbench_script(name):
    identity = re.search(r'take_identity\{.*?\.sql = "([^"]*)"',
                         source_of("infra/postgres/pipeline_connection.cpp"), re.S).group(1)
    text = ""
    for calls in CALLS[name]:
        text += "\\startpipeline\n" + filled(identity, [":claims", ":role"]) + ";\n"
        for source, statement_name, values in calls:
            text += filled(statement(source, statement_name), values) + ";\n"
        text += "\\endpipeline\n"
    return text


def source_of(path):
    return (pathlib.Path(__file__).resolve().parents[2] / "src" / path).read_text()


def pgbench(server, name, clients, targets, seconds):
    """Requests a second; raises when a statement failed."""
    script = server.folder / "ask.sql"
    script.write_text(PICK + pgbench_script(name))
    command = ["pgbench", "-n", "-h", str(server.socket), "-U", "fairfile_api", "-M", "prepared",
               "-c", str(clients), "-j", "2", "-T", str(seconds), "-f", str(script)]
    for key, value in {**CONSTANTS, "targets": targets, "clients": clients}.items():
        command += ["-D", f"{key}={value}"]
    done = subprocess.run(command + ["fairfile"], capture_output=True, text=True)
    rate = re.search(r"tps = ([\d.]+)", done.stdout)
    if done.returncode != 0 or not rate or "error" in done.stderr.lower():
        raise RuntimeError(f"pgbench failed for {name}:\n{done.stdout}\n{done.stderr}")
    return float(rate.group(1)) * len(CALLS[name])


def median_limit(server, name, clients, targets, times):
    if name == "status":
        server.psql("-c", EVERYTHING_INVESTIGATED)
    pgbench(server, name, clients, targets, times.warm_up)
    return statistics.median(pgbench(server, name, clients, targets, times.run)
                             for _ in range(times.runs))


def wrk(port, method, path, targets, seconds):
    threads = "2"
    environment = dict(os.environ, METHOD=method, TARGET_PATH=path, TARGETS=str(targets),
                       THREADS=threads)
    command = ["wrk", "-c", "32", "-t", threads, "-d", f"{seconds}s", "--timeout", "10s", "-s",
               str(LUA), f"http://127.0.0.1:{port}"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    found = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+)", done.stdout)
    if done.returncode != 0 or not found:
        raise RuntimeError(f"wrk failed for {path}:\n{done.stdout}\n{done.stderr}")
    requests, duration, errors, p50, p99 = map(int, found.groups())
    return {"requests": requests, "rate": requests / duration * 1e6, "errors": errors,
            "p50": p50, "p99": p99}


def median_ours(server, method, path, times):
    """Medians of the runs; errors are summed."""
    results = []
    wrk(server.port, method, path, server.write_targets(), times.warm_up)
    for _ in range(times.runs):
        time.sleep(0.3)  # what the last run left in flight has been answered
        targets = server.write_targets()
        before = server.cpu_seconds()
        result = wrk(server.port, method, path, targets, times.run)
        spent = server.cpu_seconds() - before
        result["cpu"] = spent * 1e6 / max(result["requests"], 1)
        results.append(result)
    median = {key: statistics.median(result[key] for result in results) for key in results[0]}
    return {**median, "errors": sum(result["errors"] for result in results)}


def median_hello(program, port, targets, times):
    """The bare server's rate; it knows no targets, so it gets them without meaning."""
    hello = subprocess.Popen([program, str(port), str(os.cpu_count())])
    try:
        time.sleep(0.5)
        wrk(port, "GET", "/", targets, times.warm_up)
        return statistics.median(wrk(port, "GET", "/", targets, times.run)["rate"]
                                 for _ in range(times.runs))
    finally:
        hello.terminate()
        hello.wait()
