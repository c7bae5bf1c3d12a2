#!/usr/bin/python3
"""The manifests of deploy/kubernetes, read as a cluster would: fields that do not exist, settings
that no program reads, or a pod that may more than it needs are refused, and so are planted ones."""

import copy
import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import yaml

REPOSITORY = Path(__file__).resolve().parent.parent.parent
FOLDER = REPOSITORY / "deploy/kubernetes"
SCHEMA = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
NOT_FOR_CLUSTER = {"kustomization.yaml", "prometheus-adapter.yaml"}
PLAIN = {"string": str, "boolean": bool, "number": (int, float), "object": dict, "any": object}


def documents(*names):
    files = names or [
        path.name for path in sorted(FOLDER.glob("*.yaml")) if path.name not in NOT_FOR_CLUSTER
    ]
    return [
        one
        for name in files
        for one in yaml.safe_load_all((FOLDER / name).read_text(encoding="utf-8"))
    ]


def complaints(document):
    name = f"{document.get('apiVersion')} {document.get('kind')}"
    if name not in SCHEMA["kinds"]:
        return [f"{name}: no such kind"]
    return list(_judge(document, SCHEMA["kinds"][name], document["kind"]))


def _judge(value, expected, path):
    if isinstance(expected, dict):
        yield from _judge_composed(value, expected, path)
    elif expected in PLAIN:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        right = is_number if expected == "number" else isinstance(value, PLAIN[expected])
        if not right:
            yield f"{path}: {value!r} is no {expected}"
    elif not isinstance(value, dict):
        yield f"{path}: {value!r} is no {expected}"
    else:
        yield from _judge_fields(value, SCHEMA["types"][expected], path)


def _judge_composed(value, expected, path):
    if "word" in expected:
        if value != expected["word"]:
            yield f"{path}: {value!r} is not {expected['word']}"
    elif "any" in expected:
        if all(list(_judge(value, one, path)) for one in expected["any"]):
            yield f"{path}: {value!r} is none of {expected['any']}"
    elif "list" in expected:
        if not isinstance(value, list):
            yield f"{path}: {value!r} is no list"
            return
        for index, one in enumerate(value):
            yield from _judge(one, expected["list"], f"{path}[{index}]")
    elif not isinstance(value, dict):
        yield f"{path}: {value!r} is no map"
    else:
        for key, one in value.items():
            yield from _judge(one, expected["map"], f"{path}.{key}")


def _judge_fields(value, fields, path):
    known = {name.rstrip("!"): expected for name, expected in fields.items()}
    for key, one in value.items():
        if key not in known:
            yield f"{path}.{key}: no such field"
        else:
            yield from _judge(one, known[key], f"{path}.{key}")
    for name in fields:
        if name.endswith("!") and name[:-1] not in value:
            yield f"{path}.{name[:-1]}: missing"


def pod_complaints(document):
    """What a pod may more than it needs."""
    pod = document["spec"]["template"]["spec"]
    owner = pod["securityContext"]
    wanted = {
        "runAsNonRoot": owner.get("runAsNonRoot") is True,
        "seccompProfile": owner.get("seccompProfile") == {"type": "RuntimeDefault"},
        "automountServiceAccountToken": pod.get("automountServiceAccountToken") is False,
    }
    for container in pod["containers"]:
        rights = container["securityContext"]
        wanted |= {
            "readOnlyRootFilesystem": rights.get("readOnlyRootFilesystem") is True,
            "allowPrivilegeEscalation": rights.get("allowPrivilegeEscalation") is False,
            "capabilities": rights.get("capabilities") == {"drop": ["ALL"]},
            "resources": {"requests", "limits"} <= container["resources"].keys(),
        }
    return [name for name, held in wanted.items() if not held]


def known_settings():
    program = os.environ["FAIRFILE_BINARY"]
    text = subprocess.run([program, "config"], capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"^([A-Z][A-Z0-9_]+) ", text, re.M))


class Manifests(unittest.TestCase):
    def setUp(self):
        self.all = documents()
        self.pods = [one for one in self.all if one["kind"] in ("Deployment", "Job")]

    def find(self, kind, name):
        found = [o for o in self.all if o["kind"] == kind and o["metadata"]["name"] == name]
        self.assertEqual(len(found), 1, f"{kind} {name}")
        return found[0]

    def test_have_only_fields_that_exist(self):
        for one in self.all:
            self.assertEqual(complaints(one), [])

    def test_with_a_planted_error_are_refused(self):
        def planted(change):
            document = copy.deepcopy(self.find("HorizontalPodAutoscaler", "fairfile-work"))
            change(document)
            return complaints(document)

        self.assertIn("no such field", planted(lambda d: d["spec"].update(minReplica=2))[0])
        self.assertIn("is no number", planted(lambda d: d["spec"].update(maxReplicas="x"))[0])
        self.assertIn("missing", planted(lambda d: d["spec"].pop("scaleTargetRef"))[0])
        self.assertIn("no such kind", planted(lambda d: d.update(apiVersion="autoscaling/v1"))[0])

    def test_name_settings_and_commands_that_exist(self):
        known = known_settings()
        names = list(self.find("ConfigMap", "fairfile")["data"])
        for pod in self.pods:
            for container in pod["spec"]["template"]["spec"]["containers"]:
                names += [one["name"] for one in container["env"]]
                command = [os.environ["FAIRFILE_BINARY"], *container["args"], "--help"]
                subprocess.run(command, check=True, capture_output=True)
        self.assertGreater(len(names), 10)
        for name in names:
            self.assertTrue({name, name.removesuffix("_FILE")} & known, f"{name} is no setting")
        self.assertNotIn("FAIRFILE_HTTP_PROT", known)

    def test_give_pods_no_more_rights_than_they_need(self):
        self.assertEqual(len(self.pods), 3)
        for pod in self.pods:
            self.assertEqual(pod_complaints(pod), [], pod["metadata"]["name"])
        planted = copy.deepcopy(self.pods[0])
        container = planted["spec"]["template"]["spec"]["containers"][0]
        container["securityContext"]["readOnlyRootFilesystem"] = False
        self.assertEqual(pod_complaints(planted), ["readOnlyRootFilesystem"])

    def test_hold_no_secret_and_mount_each_one_that_is_read(self):
        self.assertNotIn("Secret", {one["kind"] for one in self.all})
        for pod in self.pods:
            spec = pod["spec"]["template"]["spec"]
            items = next(v["secret"]["items"] for v in spec["volumes"] if "secret" in v)
            there = {f"/run/secrets/fairfile/{item['path']}" for item in items}
            values = {one.get("value", "") for one in spec["containers"][0]["env"]}
            self.assertEqual({v for v in values if v.startswith("/run/secrets/")}, there)

    def test_scale_as_planned(self):
        for name, least, most, queue in (("serve", 1, 20, None), ("work", 2, 30, "10")):
            spec = self.find("HorizontalPodAutoscaler", f"fairfile-{name}")["spec"]
            self.assertEqual((spec["minReplicas"], spec["maxReplicas"]), (least, most))
            self.assertEqual(spec["metrics"][0]["resource"]["target"]["averageUtilization"], 70)
            if queue:
                external = spec["metrics"][1]["external"]
                self.assertEqual(external["target"]["averageValue"], queue)
                adapter = yaml.safe_load((FOLDER / "prometheus-adapter.yaml").read_text())
                offered = [rule["name"]["as"] for rule in adapter["externalRules"]]
                self.assertIn(external["metric"]["name"], offered)
            self.find("PodDisruptionBudget", f"fairfile-{name}")

    def test_select_pods_that_exist(self):
        labels = [pod["spec"]["template"]["metadata"]["labels"] for pod in self.pods]
        for one in self.all:
            spec = one.get("spec", {})
            selector = spec.get("selector") or spec.get("podSelector") or {}
            wanted = selector.get("matchLabels", selector if one["kind"] == "Service" else {})
            self.assertTrue(any(wanted.items() <= have.items() for have in labels), one)

    def test_are_all_in_the_kustomization_but_the_job_that_runs_before(self):
        listed = yaml.safe_load((FOLDER / "kustomization.yaml").read_text())["resources"]
        there = {path.name for path in FOLDER.glob("*.yaml")} - NOT_FOR_CLUSTER
        self.assertEqual(there - set(listed), {"migrate.yaml"})
        self.assertEqual(set(listed) - there, set())

    def test_ask_prometheus_what_it_can_answer(self):
        adapter = yaml.safe_load((FOLDER / "prometheus-adapter.yaml").read_text())
        rule = adapter["externalRules"][0]
        query = rule["metricsQuery"].replace("<<.Series>>", rule["seriesQuery"])
        query = query.replace("<<.LabelMatchers>>", 'instance!=""')
        rules = {"groups": [{"name": "x", "rules": [{"record": "waiting", "expr": query}]}]}
        series = [
            {"series": f'job_queue_length{{queue="{queue}",instance="{worker}"}}', "values": "7x9"}
            for queue in ("high", "low")
            for worker in ("a", "b")
        ]
        samples = [{"labels": "waiting", "value": 14}]
        test = {"expr": "waiting", "eval_time": "5m", "exp_samples": samples}
        tests = [{"interval": "1m", "input_series": series, "promql_expr_test": [test]}]
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (folder / "rules.yml").write_text(json.dumps(rules))
        (folder / "test.yml").write_text(json.dumps({"rule_files": ["rules.yml"], "tests": tests}))
        subprocess.run(["promtool", "test", "rules", "test.yml"], cwd=folder, check=True)


if __name__ == "__main__":
    unittest.main()
