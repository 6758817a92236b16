#pragma once
// Groups of nodes that ties hold together, kept up to date while nodes come and go: a change regroups the groups that
// it touches, and no other.

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace histor {

class Groups {
 public:
  using Node = std::uint32_t;
  using Group = std::uint32_t;
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  struct Dissolved {
    Group group;
    std::vector<Node> members;
  };
  struct Change {
    std::vector<Dissolved> dissolved;  ///< the groups that are no more; their numbers may be given out again
    std::vector<Group> formed;         ///< the groups that took their place
  };

  [[nodiscard]] Group group_of(Node node) const { return node < group_of_.size() ? group_of_[node] : none; }
  [[nodiscard]] const std::vector<Node>& members(Group group) const { return members_[group]; }

  /// Takes out `gone`, takes in or looks at again `dirty`, and regroups every group they are in or now touch.
  /// `neighbours(node, visit)` calls visit(other) for each node that could be tied to `node`, itself and those of
  /// `gone` excepted; `tied(a, b)` says whether they are. Both must be symmetrical. Members are sorted.
  template <class Neighbours, class Tied>
  Change regroup(const std::vector<Node>& dirty, const std::vector<Node>& gone, const Neighbours& neighbours,
                 const Tied& tied) {
    Change change;
    queue_.clear();
    for (const Node node : gone) dissolve(group_of(node), change);
    for (const Node node : gone) forget(node);
    for (const Node node : dirty) {
      if (group_of(node) != none) {
        dissolve(group_of(node), change);
      } else {
        take(node);
      }
    }
    std::erase_if(queue_, [this](Node node) { return parent_[node] == none; });
    for (std::size_t at = 0; at < queue_.size(); ++at) {
      const Node node = queue_[at];
      neighbours(node, [&](Node other) {
        if (other == node || other >= parent_.size()) return;
        if (parent_[other] == none) {
          if (group_of(other) == none) return;  // no node of this grouping
        } else if (other < node || find(node) == find(other)) {
          return;  // its own turn asks, or the answer is known
        }
        if (!tied(node, other)) return;
        if (parent_[other] == none) dissolve(group_of(other), change);
        parent_[find(other)] = find(node);
      });
    }
    form(change);
    return change;
  }

 private:
  Node find(Node node) {
    while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
    return node;
  }

  void take(Node node) {
    if (node >= group_of_.size()) {
      group_of_.resize(node + 1, none);
      parent_.resize(node + 1, none);
    }
    if (parent_[node] != none) return;
    parent_[node] = node;
    queue_.push_back(node);
  }

  void forget(Node node) {
    if (node >= parent_.size()) return;
    parent_[node] = none;
    group_of_[node] = none;
  }

  void dissolve(Group group, Change& change) {
    if (group == none || members_[group].empty()) return;
    for (const Node node : members_[group]) {
      group_of_[node] = none;
      take(node);
    }
    change.dissolved.push_back({group, std::move(members_[group])});
    members_[group].clear();
    free_.push_back(group);
  }

  void form(Change& change) {
    std::sort(queue_.begin(), queue_.end());
    std::vector<Group> group_of_root;
    for (const Node node : queue_) {
      const Node root = find(node);
      if (group_of_[root] == none) {
        Group group = static_cast<Group>(members_.size());
        if (!free_.empty()) {
          group = free_.back();
          free_.pop_back();
        } else {
          members_.emplace_back();
        }
        group_of_[root] = group;
        change.formed.push_back(group);
      }
      group_of_[node] = group_of_[root];
      members_[group_of_[node]].push_back(node);
    }
    for (const Node node : queue_) parent_[node] = none;
    queue_.clear();
  }

  std::vector<Group> group_of_;
  std::vector<Node> parent_;  ///< while regrouping; none otherwise
  std::vector<std::vector<Node>> members_;
  std::vector<Group> free_;
  std::vector<Node> queue_;
};

}  // namespace histor
