"""histor lineage on pairs of reports that were marked by hand, where their texts lie beside the repository."""

import sys

from program import ROOT, SHARED, Skip

sys.path.insert(0, str(ROOT / "bench" / "lineage"))


def test_marked_pairs(histor):
    from score import NOTHING, figures, marked

    folder = SHARED / "gold" / "lineage"
    if not folder.exists():
        raise Skip("the marked pairs do not lie beside the repository")
    pairs, _, _, given = marked(histor.binary, folder)
    right, kind, table = figures([pair["relation"] for pair in pairs], given)
    assert right >= 0.80, right
    assert kind >= 0.80, kind
    assert table[NOTHING][2] >= 0.75, table
