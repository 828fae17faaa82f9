// The semantics tree as bytes for web/mirror.ts, with what of it is not as it was: the page touches nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "shell/semantics.hpp"

namespace unrepeat::shell {

/// What the mirror needs beside the nodes.
struct MirrorHeader {
  uint32_t ink = 0, hint = 0, accent = 0, selection = 0, thumb = 0;  ///< 0xRRGGBBAA
  Id focus = 0;                                                      ///< to be focused …
  uint32_t focus_request = 0;                                        ///< … when this number is not the last one seen.
  Id scroll = 0;
  uint32_t scroll_request = 0;
  float scroll_to = 0;
  uint32_t focus_in_place = 0;     ///< 1: the view stays where it is when `focus` gets the focus
  uint32_t background = 0;         ///< 0xRRGGBBAA, of what the canvas does not cover
  uint32_t language = 0;           ///< of the app, as `Language` counts them
  std::string writing_language{};  ///< BCP 47, of what is `written`; empty: the app's
};

/// Little-endian: header, nodes in tree order, visits, ids of what is gone, UTF-8 arena. Rectangles are relative to the
/// parent node, so that scrolling changes nothing. A cell that holds one text and nothing else is one node, with the
/// words as its name.
///
/// A visit is a node that is new, differs, or stands elsewhere. The page first takes away what is gone, then goes
/// through the visits in order and puts each that is `placed` right after `before`; then its elements stand in the
/// tree's order. What no visit names keeps its element, and with it its focus and selection.
class MirrorTree {
 public:
  static constexpr std::size_t header_size = 72, node_size = 68, visit_size = 12;
  static constexpr uint32_t shown = 1, placed = 2;  ///< In a visit: what it shows differs; where it stands does.

  /// False when nothing differs from the last time.
  bool take(const Semantics& tree, const MirrorHeader& header);
  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  struct Node {
    Id id = 0, parent = 0;
    uint32_t kind = 0;                      ///< What decides which element it is.
    uint64_t print = 0;                     ///< Of everything the page shows of it.
    uint32_t was = IdTable::none;           ///< Its place in the old tree, where the page has an element for it.
    uint32_t next_settled = IdTable::none;  ///< The next of its parent's settled ones, in the order they stand in.
    bool is_settled = false;                ///< Its element is inside that of its parent.
    bool is_moved = false;                  ///< It is put before what it stands behind.
  };

  void write_nodes(const Semantics& tree);
  /// Finds what is gone, and what of the rest is where it was.
  void compare();
  uint32_t write_visits();
  /// The number of nodes where it is the page itself.
  uint32_t place_of_parent(const Node& node) const;

  std::vector<std::byte> bytes_;
  std::string arena_;
  std::vector<Node> nodes_, old_;
  IdTable places_;  // Of the nodes by id.
  std::vector<Id> gone_;
  std::vector<uint32_t> first_settled_, last_settled_;  // By the parent's place.
  std::vector<Id> before_;                              // The same: the child that came last.
  Id modal_ = 0;
  uint64_t header_print_ = 0;
};

}  // namespace unrepeat::shell
