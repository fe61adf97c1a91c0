"""Started by model-proof.sh: makes a tiny model, serves it by llama.cpp, and lets netsentinel explain incidents with it."""
import json
import os
import socket
import subprocess
import sys
import tempfile

import gguf
import numpy
import xllamacpp


def make_model(path):
    """A llama of two layers with random weights whose tokens are single bytes (written as GPT-2 writes them)."""
    random = numpy.random.default_rng(1)
    width, heads, layers, inner = 64, 4, 2, 128
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters, spare = {}, 256
    for byte in range(256):
        if byte in plain:
            letters[byte] = chr(byte)
        else:
            letters[byte] = chr(spare)
            spare += 1
    tokens = [letters[byte] for byte in range(256)] + ["<|end|>"]
    model = gguf.GGUFWriter(path, "llama")
    model.add_name("tiny")
    model.add_context_length(32768)
    model.add_embedding_length(width)
    model.add_block_count(layers)
    model.add_feed_forward_length(inner)
    model.add_head_count(heads)
    model.add_head_count_kv(heads)
    model.add_rope_dimension_count(width // heads)
    model.add_layer_norm_rms_eps(1e-5)
    model.add_file_type(0)
    model.add_vocab_size(len(tokens))
    model.add_tokenizer_model("gpt2")
    model.add_tokenizer_pre("gpt-2")
    model.add_token_list(tokens)
    model.add_token_types([1] * 256 + [3])
    model.add_token_merges(["a b"])
    model.add_eos_token_id(256)
    model.add_bos_token_id(256)
    model.add_add_bos_token(False)
    model.add_chat_template(
        "{% for message in messages %}{{ message.role }}: {{ message.content }}\n{% endfor %}assistant: ")

    def tensor(name, *shape):
        model.add_tensor(name, random.normal(0, 0.3, shape).astype(numpy.float32))

    # The first number of every state is the same, so that the last layer can like some bytes more: those that end things,
    # then letters; blanks less. Else the answer would go on until its limit.
    embedding = random.normal(0, 0.3, (len(tokens), width)).astype(numpy.float32)
    embedding[:, 0] = 6
    output = random.normal(0, 0.3, (len(tokens), width)).astype(numpy.float32)
    output[:, 0] = -2
    for byte in range(ord("a"), ord("z") + 1):
        output[byte, 0] = 0.3
    for byte in b'"]}':
        output[byte, 0] = 0.8
    model.add_tensor("token_embd.weight", embedding)
    model.add_tensor("output.weight", output)
    model.add_tensor("output_norm.weight", numpy.ones(width, numpy.float32))
    for layer in range(layers):
        for name in ("attn_norm", "ffn_norm"):
            model.add_tensor(f"blk.{layer}.{name}.weight", numpy.ones(width, numpy.float32))
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            tensor(f"blk.{layer}.{name}.weight", width, width)
        tensor(f"blk.{layer}.ffn_gate.weight", inner, width)
        tensor(f"blk.{layer}.ffn_up.weight", inner, width)
        tensor(f"blk.{layer}.ffn_down.weight", width, inner)
    model.write_header_to_file()
    model.write_kv_data_to_file()
    model.write_tensors_to_file()
    model.close()


def serve(path):
    settings = xllamacpp.CommonParams()
    settings.model.path = path
    settings.n_ctx = 32768
    settings.n_parallel = 1
    settings.cpuparams.n_threads = 2
    settings.warmup = False
    settings.verbosity = 0
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.port = probe.getsockname()[1]
    return xllamacpp.Server(settings)


def explain(program, capture, *options):
    done = subprocess.run(
        [program, "explain", "--file", capture, "--format", "json", *options], capture_output=True, text=True, timeout=240)
    if done.returncode != 0:
        sys.exit(f"model-proof: explain ended with {done.returncode}: {done.stderr}")
    return [json.loads(line)["analysis"] for line in done.stdout.splitlines()]


def main(program):
    folder = tempfile.mkdtemp()
    model, capture = os.path.join(folder, "tiny.gguf"), os.path.join(folder, "attack.pcap")
    make_model(model)
    subprocess.run([program, "simulate", "brute-force", "--set", "success=true", "--out", capture, "-q"], check=True)
    server = serve(model)
    address = server.listening_address
    plain = explain(program, capture)
    heard = explain(program, capture, "--model", "openai:tiny", "--model-url", f"{address}/v1", "--model-timeout", "100")
    passed = failed = 0
    for before, after in zip(plain, heard, strict=True):
        spoken = "No claim of the model" in (after["fallback"] or "") or "shape" in (after["fallback"] or "") \
            or "JSON object" in (after["fallback"] or "") or after["origin"] == "model"
        texts = [claim["text"] for claim in after["claims"]]
        checks = {
            "the engine was spoken to": spoken,
            "what it wrote is struck out": after["claims"] == before["claims"] and after["origin"] == "template",
            "no struck claim is shown": not any(claim["text"] in texts for claim in after["struck"]),
            "the analysis is whole": bool(after["summary"] and after["playbook"] and after["first_step"]),
        }
        for name, good in checks.items():
            print(f"  {'ok ' if good else 'BAD'} {name}")
            passed, failed = passed + good, failed + (not good)
        print(f"      {after['fallback']}; struck: {json.dumps(after['struck'])[:300]}")
    dead = explain(program, capture, "--model", "openai:tiny", "--model-url", "http://127.0.0.1:9/v1")
    good = all(analysis["fallback"] and analysis["summary"] for analysis in dead)
    print(f"  {'ok ' if good else 'BAD'} without an engine the templates answer")
    passed, failed = passed + good, failed + (not good)
    print(f"{passed} passed, {failed} failed")
    # The server's threads would outlive a plain return.
    sys.stdout.flush()
    os._exit(1 if failed or not passed else 0)


main(sys.argv[1])
