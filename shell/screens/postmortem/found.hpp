// What was searched in the library, gone through in a post-mortem.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/searched_words.hpp"
#include "shell/screens/postmortem/form.hpp"

namespace unrepeat::shell {

class FoundHere {
 public:
  /// `typed` as it was searched, without filters.
  explicit FoundHere(std::string_view typed) : typed_(typed), words_(typed) {}
  const SearchedWords& words() const { return words_; }
  /// Reads the places again where the document is another one.
  void read(const PartForm& form);
  /// Moves the place into view as soon as its part is on the screen; `route` is that part. Gives the part to go to
  /// instead, where it is another one.
  std::optional<std::string_view> lead(PartForm& form, std::string_view route);
  /// Where it stands and the way to the next place. False: it is done with.
  bool draw(PartForm& form);

 private:
  std::string sentence(const Kit& kit) const;
  void go(PartForm& form, std::ptrdiff_t by);

  std::string typed_;
  SearchedWords words_;
  std::vector<std::string> places_;  ///< Paths.
  std::size_t current_ = 0;
  std::optional<std::uint64_t> edition_;
  bool leads_ = true, takes_focus_ = true;
};

}  // namespace unrepeat::shell
