#!/usr/bin/env python3
"""The peer: UDPipe 1 (pip install ufal.udpipe), trained on the same files with its defaults.

usage: udpipe.py train TRAIN.conllu DEV.conllu MODEL       takes about half an hour
       udpipe.py raw FILE.txt MODEL                        CoNLL-U
       udpipe.py gold FILE.conllu MODEL                    CoNLL-U, from the file's own words
       udpipe.py time FILE.txt MODEL                       words a second, the best of three
"""

import sys
import time

from ufal.udpipe import InputFormat, Model, Pipeline, ProcessingError, Sentence, Trainer


def load(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def sentences(path):
    reader, out = InputFormat.newConlluInputFormat(), []
    reader.setText(load(path))
    while True:
        sentence = Sentence()
        if not reader.nextSentence(sentence):
            return out
        out.append(sentence)


def main():
    if len(sys.argv) < 4:
        raise SystemExit(__doc__)
    task, path = sys.argv[1], sys.argv[2]
    error = ProcessingError()
    if task == "train":
        default = Trainer.DEFAULT
        model = Trainer.train("morphodita_parsito", sentences(path), sentences(sys.argv[3]), default, default, default, error)
        if error.occurred():
            raise SystemExit(error.message)
        with open(sys.argv[4], "wb") as file:
            file.write(bytes(model))
        return
    model = Model.load(sys.argv[3])
    pipeline = Pipeline(model, "conllu" if task == "gold" else "tokenize", Pipeline.DEFAULT, Pipeline.DEFAULT, "conllu")
    text = load(path)
    if task == "time":
        best = 1e9
        for _ in range(3):
            begin = time.perf_counter()
            parsed = pipeline.process(text, error)
            best = min(best, time.perf_counter() - begin)
        words = sum(line.split("\t", 1)[0].isdigit() for line in parsed.splitlines())
        print(f"{words} words, {best:.4f} s: {words / best:.0f} words/s")
        return
    sys.stdout.write(pipeline.process(text, error))


if __name__ == "__main__":
    main()
