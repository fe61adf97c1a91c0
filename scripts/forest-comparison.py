#!/usr/bin/env python3
"""The product's isolation forest held against scikit-learn's, on the same features, in the same run.

    forest-comparison.py PROGRAM [CORPUS-FOLDER]

The rows are those of forged harmless days (to learn from), and of forged sweeps and labelled captures (to judge). For each aspect:
AUC (mean of forty seeds: one forest of so few rows lies up to 0.03 off), milliseconds to train 100 trees of 256 rows, microseconds to score one row alone. Fails when the product's
AUC lies more than 0.01 below, when it does not train 20 times faster, or does not score a single row 1000 times faster.
"""
import csv, json, subprocess, sys, tempfile, time, os, statistics
import numpy as np
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score
import sklearn


def read(path):
    rows = {}
    for cells in csv.reader(open(path)):
        rows.setdefault(cells[0], []).append((int(cells[2]), [float(x) for x in cells[5:]]))
    return rows


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        train, judge = os.path.join(folder, "train.csv"), os.path.join(folder, "judge.csv")
        train, judge = os.environ.get("ROWS_TRAIN", train), os.environ.get("ROWS_JUDGE", judge)
        if not os.path.exists(train):
            subprocess.run([program, "model", "rows", "--training", "--out", train], check=True)
        if not os.path.exists(judge):
            subprocess.run([program, "model", "rows", "--out", judge], check=True)
            if len(sys.argv) > 2 and os.path.exists(os.path.join(sys.argv[2], "manifest.json")):
                more = os.path.join(folder, "corpus.csv")
                subprocess.run([program, "model", "rows", "--corpus", sys.argv[2], "--out", more], check=True)
                open(judge, "a").write(open(more).read())
        ours = [json.loads(line) for line in subprocess.run(
            [program, "model", "bench", "--train", train, "--judge", judge],
            check=True, capture_output=True, text=True).stdout.splitlines()]
        usual, judged = read(train), read(judge)
    print(f"scikit-learn {sklearn.__version__}, one thread; 100 trees of 256 rows each")
    print("| aspect | rows | odd of judged | AUC ours | with reach | scikit-learn | trained ours | scikit-learn | times | one row ours | scikit-learn | times |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    bad = []
    for row in ours:
        name = row["aspect"]
        learn = np.array([x for odd, x in usual[name] if not odd], dtype=np.float32)
        labels = np.array([odd for odd, _ in judged[name]])
        data = np.array([x for _, x in judged[name]], dtype=np.float32)
        areas, fits, singles = [], [], []
        for seed in range(40):
            began = time.perf_counter()
            forest = IsolationForest(n_estimators=100, max_samples=min(256, len(learn)), random_state=seed, n_jobs=1).fit(learn)
            fits.append((time.perf_counter() - began) * 1000)
            areas.append(roc_auc_score(labels, -forest.score_samples(data)))
            for one in data[:20]:
                began = time.perf_counter()
                forest.score_samples(one.reshape(1, -1))
                singles.append((time.perf_counter() - began) * 1e6)
        area, fit, single = statistics.mean(areas), statistics.median(fits), statistics.median(singles)
        faster, quicker = fit / row["train_ms"], single / row["score_us"]
        print(f"| {name} | {row['rows']} | {row['odd']} of {row['odd'] + row['ordinary']} | {row['auc']:.4f} | {row['auc_product']:.4f} | {area:.4f} "
              f"| {row['train_ms']:.2f} ms | {fit:.1f} ms | {faster:.0f} | {row['score_us']:.2f} us | {single:.0f} us | {quicker:.0f} |")
        if max(row["auc"], row["auc_product"]) < area - 0.01:
            bad.append(f"{name}: AUC")
        if faster < 20:
            bad.append(f"{name}: training")
        if quicker < 1000:
            bad.append(f"{name}: scoring")
    if not ours:
        bad.append("no rows")
    if bad:
        sys.exit("forest-comparison: " + "; ".join(bad))


if __name__ == "__main__":
    main()
