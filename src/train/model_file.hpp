#pragma once
// The model file as it is written: the trained network rounded to integers, the borders' weights, the tables of lemmas
// and features.

#include <string>
#include <vector>

#include "base/result.hpp"
#include "text/conllu.hpp"
#include "train/network.hpp"
#include "train/segmenter.hpp"

namespace histor::train {

/// The bytes of a model file, as src/text/tree_model.hpp describes them. Lemmas and features are learned here, from
/// `sentences`. Errors: invalid, where the network's numbers are out of what integers can hold.
[[nodiscard]] Result<std::string> model_file(const Network& network, const SegmenterModel& segmenter,
                                             const std::vector<ConlluSentence>& sentences);

}  // namespace histor::train
