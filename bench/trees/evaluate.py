#!/usr/bin/env python3
"""Figures of parsed text by the definitions of the CoNLL 2018 shared task.

usage: evaluate.py score GOLD.conllu SYSTEM.conllu     one line of F1 figures
       evaluate.py text GOLD.conllu                    the treebank's running text: a blank line between paragraphs

Tokens and sentences are right where their characters are, blanks not counted. Words are aligned by their characters; within a
multiword token, by the longest common subsequence of their forms. A tag is right on an aligned word; a head where it is the gold
head's aligned word; a relation is compared without its subtype.
"""

import sys


class Word:
    __slots__ = ("start", "end", "form", "upos", "head", "deprel", "multiword", "number")


def read(path):
    """-> characters without blanks, token spans, sentence spans, words (heads are indices into words, -1 the root)."""
    characters, tokens, sentences, words = [], [], [], []
    at = 0
    first, multiword_end, rows, sentence_start = 0, 0, [], 0

    def advance(form):
        nonlocal at
        form = "".join(form.split())
        characters.append(form)
        at += len(form)

    def close():
        nonlocal rows, multiword_end
        if not rows:
            return
        base = len(words)
        for word, head in rows:
            word.head = base + head - 1 if head else -1
            words.append(word)
        sentences.append((sentence_start, at))
        rows, multiword_end = [], 0

    span = None
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            line = line.rstrip("\r\n")
            if not line:
                close()
                sentence_start = at
                continue
            if line.startswith("#"):
                continue
            columns = line.split("\t")
            if "." in columns[0]:
                continue
            if "-" in columns[0]:
                begin, end = map(int, columns[0].split("-"))
                start = at
                advance(columns[1])
                span, multiword_end = (start, at), end
                tokens.append(span)
                continue
            number = int(columns[0])
            word = Word()
            word.multiword = number <= multiword_end
            if word.multiword:
                word.start, word.end = span
            else:
                word.start = at
                advance(columns[1])
                word.end = at
                tokens.append((word.start, word.end))
            word.form, word.upos, word.deprel = columns[1].lower(), columns[3], columns[7].split(":")[0]
            rows.append((word, int(columns[6])))
    close()
    return "".join(characters), tokens, sentences, words


def align(gold, system):
    """Pairs (gold index, system index) of words that are the same."""
    pairs, g, s = [], 0, 0
    while g < len(gold) and s < len(system):
        a, b = gold[g], system[s]
        if a.multiword or b.multiword:
            # The stretch that multiword tokens of either side cover.
            end = max(a.end if a.multiword else 0, b.end if b.multiword else 0)
            g_end, s_end = g, s
            if a.start != b.start and not (a.multiword and b.multiword):
                if a.start < b.start and not a.multiword:
                    g += 1
                    continue
                if b.start < a.start and not b.multiword:
                    s += 1
                    continue
            grown = True
            while grown:
                grown = False
                while g_end < len(gold) and gold[g_end].start < end:
                    if gold[g_end].multiword and gold[g_end].end > end:
                        end = gold[g_end].end
                    g_end, grown = g_end + 1, True
                while s_end < len(system) and system[s_end].start < end:
                    if system[s_end].multiword and system[s_end].end > end:
                        end = system[s_end].end
                    s_end, grown = s_end + 1, True
            n, m = g_end - g, s_end - s
            table = [[0] * (m + 1) for _ in range(n + 1)]
            for i in range(n - 1, -1, -1):
                for j in range(m - 1, -1, -1):
                    same = gold[g + i].form == system[s + j].form
                    table[i][j] = table[i + 1][j + 1] + 1 if same else max(table[i + 1][j], table[i][j + 1])
            i = j = 0
            while i < n and j < m:
                if gold[g + i].form == system[s + j].form:
                    pairs.append((g + i, s + j))
                    i, j = i + 1, j + 1
                elif table[i + 1][j] >= table[i][j + 1]:
                    i += 1
                else:
                    j += 1
            g, s = g_end, s_end
        elif (a.start, a.end) == (b.start, b.end):
            pairs.append((g, s))
            g, s = g + 1, s + 1
        elif a.start <= b.start:
            g += 1
        else:
            s += 1
    return pairs


def f1(right, gold, system):
    return 200.0 * right / (gold + system) if gold + system else 0.0


def score(gold_path, system_path):
    gold_text, gold_tokens, gold_sentences, gold = read(gold_path)
    text, tokens, sentences, system = read(system_path)
    if gold_text != text:
        at = next((i for i, (a, b) in enumerate(zip(gold_text, text)) if a != b), min(len(gold_text), len(text)))
        raise SystemExit(f"not the same text, from {gold_text[at - 20:at + 20]!r} and {text[at - 20:at + 20]!r}")
    pairs = align(gold, system)
    to_gold = {s: g for g, s in pairs}
    to_gold[-1] = -1
    upos = sum(gold[g].upos == system[s].upos for g, s in pairs)
    heads = [(g, s) for g, s in pairs if to_gold.get(system[s].head) == gold[g].head]
    labels = sum(gold[g].deprel == system[s].deprel for g, s in heads)
    n, m = len(gold), len(system)
    return {
        "tokens": f1(len(set(gold_tokens) & set(tokens)), len(gold_tokens), len(tokens)),
        "sentences": f1(len(set(gold_sentences) & set(sentences)), len(gold_sentences), len(sentences)),
        "words": f1(len(pairs), n, m),
        "UPOS": f1(upos, n, m),
        "UAS": f1(len(heads), n, m),
        "LAS": f1(labels, n, m),
    }


def running_text(path):
    out, blank, opened, first = [], "", False, True
    opens, covered, no_space = False, 0, False
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            line = line.rstrip("\r\n")
            if line.startswith(("# newpar", "# newdoc")):
                opens = True
            if not line:
                covered = 0
            columns = line.split("\t")
            if len(columns) != 10 or "." in columns[0]:
                continue
            if "-" in columns[0]:
                covered = int(columns[0].split("-")[1])
            elif int(columns[0]) <= covered:
                continue
            if out:
                out.append("\n\n" if opens else blank)
            opens = False
            out.append(columns[1])
            blank = "" if "SpaceAfter=No" in columns[9].split("|") else " "
    return "".join(out) + "\n"


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "text":
        sys.stdout.write(running_text(sys.argv[2]))
    elif len(sys.argv) == 4 and sys.argv[1] == "score":
        print("  ".join(f"{name} {value:6.2f}" for name, value in score(sys.argv[2], sys.argv[3]).items()))
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
