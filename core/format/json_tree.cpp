// The tree is filled by nlohmann's parser through its events. The parser knows no positions and loses the spelling of
// numbers, so the builder walks the text itself: between two events there is nothing but white space, a comma or a
// colon.
#include "core/format/json_tree.hpp"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>

#include "core/format/json_writer.hpp"
#include "core/format/message_pack_writer.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

using nlohmann::json;

constexpr uint32_t unescaped_bit = 1u << 31;
constexpr std::size_t mark_stride = 512;
constexpr std::size_t few_members = 8;
constexpr std::size_t megabyte = 1u << 20;

bool is_json_space(char character) {
  return character == ' ' || character == '\n' || character == '\r' || character == '\t';
}

bool is_number_character(char character) {
  return (character >= '0' && character <= '9') || character == '+' || character == '-' || character == '.' ||
         character == 'e' || character == 'E';
}

}  // namespace

JsonKind JsonNode::kind() const { return tree_->nodes_[index_].kind; }

std::string_view JsonNode::text() const {
  const JsonTree::Node& node = tree_->nodes_[index_];
  return node.kind >= JsonKind::array ? std::string_view() : tree_->view(node.text);
}

std::string_view JsonNode::key() const { return tree_->view(tree_->nodes_[index_].key); }

std::size_t JsonNode::size() const {
  const JsonTree::Node& node = tree_->nodes_[index_];
  return node.kind >= JsonKind::array ? node.text.size : 0;
}

std::optional<JsonNode> JsonNode::find(std::string_view key) const {
  if (kind() != JsonKind::object) return std::nullopt;
  for (const JsonNode member : *this) {
    if (member.key() == key) return member;
  }
  return std::nullopt;
}

std::size_t JsonNode::position() const { return tree_->nodes_[index_].position; }

std::size_t JsonNode::key_position() const {
  const JsonTree::Slice key = tree_->nodes_[index_].key;
  // The key's own place is known only when it needed no unescaping; the value's is then near enough.
  return key.begin == 0 || (key.begin & unescaped_bit) != 0 ? position() : key.begin - 1;
}

JsonNode::Iterator JsonNode::begin() const { return {tree_, index_ + 1}; }
JsonNode::Iterator JsonNode::end() const { return {tree_, tree_->nodes_[index_].end}; }

JsonNode::Iterator& JsonNode::Iterator::operator++() {
  index_ = tree_->nodes_[index_].end;
  return *this;
}

std::string_view JsonTree::view(Slice slice) const {
  if ((slice.begin & unescaped_bit) == 0) return source_.substr(slice.begin, slice.size);
  return std::string_view(unescaped_).substr(slice.begin & ~unescaped_bit, slice.size);
}

std::string JsonTree::pointer_to(JsonNode node) const {
  std::string pointer;
  JsonNode within = root();
  while (within.index_ != node.index_) {
    const bool array = within.kind() == JsonKind::array;
    std::size_t number = 0;
    for (const JsonNode child : within) {
      if (node.index_ < nodes_[child.index_].end) {
        within = child;
        break;
      }
      ++number;
    }
    append_pointer_step(pointer, array ? std::string_view(std::to_string(number)) : within.key());
  }
  return pointer;
}

LineIndex::LineIndex(std::string_view text) : text_(text) {
  marks_.reserve(text.size() / mark_stride + 1);
  Place place;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at % mark_stride == 0) marks_.push_back(place);
    if (text[at] == '\n') {
      ++place.line;
      place.column = 1;
    } else if (!is_utf8_continuation(text[at])) {
      ++place.column;
    }
  }
  if (text.size() % mark_stride == 0) marks_.push_back(place);
}

LineIndex::Place LineIndex::place_of(std::size_t byte) const {
  byte = std::min(byte, text_.size());
  Place place = marks_[byte / mark_stride];
  for (std::size_t at = byte - byte % mark_stride; at < byte; ++at) {
    if (text_[at] == '\n') {
      ++place.line;
      place.column = 1;
    } else if (!is_utf8_continuation(text_[at])) {
      ++place.column;
    }
  }
  return place;
}

/// Receives the parser's events (nlohmann's SAX interface) for a text or a message.
class JsonTreeBuilder {
 public:
  enum class Input : uint8_t { text, message };

  JsonTreeBuilder(std::string_view source, Input input, const JsonLimits& limits)
      : source_(source), limits_(limits), input_(input) {
    tree_.source_ = source;
    if (input == Input::text) {
      tree_.nodes_.reserve(std::min(limits.values, source.size() / 64 + 1));
    }
  }

  bool null() { return add_scalar(JsonKind::null, "null"); }
  bool boolean(bool value) { return add_scalar(JsonKind::boolean, value ? "true" : "false"); }
  bool number_integer(int64_t value) { return add_integer(value); }
  bool number_unsigned(uint64_t value) { return add_integer(value); }
  /// Messages have none: a decimal travels as the text a person wrote.
  bool number_float(double, const std::string&) {
    return input_ == Input::text ? add_spelled_number() : refuse(Text::problem_not_message_pack, position_);
  }
  bool string(const std::string& value) {
    JsonTree::Slice slice;
    // Nothing is pending where the value stands in a list.
    const bool is_data = pending_key_.begin != 0 && tree_.view(pending_key_) == "data";
    const std::size_t most = is_data ? std::max(limits_.data_bytes, limits_.string_bytes) : limits_.string_bytes;
    return take_string(value, slice, most) && add(JsonKind::string, slice);
  }
  bool binary(const json::binary_t& value) {
    token_ = position_++;
    const std::string_view bytes(reinterpret_cast<const char*>(value.data()), value.size());
    if (!value.has_subtype()) return add(JsonKind::bytes, keep(bytes));
    if (value.subtype() != message_contents::type || bytes.size() != message_contents::reference_size)
      return refuse(Text::problem_not_message_pack, token_);
    const std::uint64_t begin = big_endian(bytes.substr(0, 8)), size = big_endian(bytes.substr(8));
    const std::size_t room = source_.size() - contents_begin_;
    if (begin > room || size > room - begin) return refuse(Text::problem_not_message_pack, token_);
    return add(JsonKind::bytes, {static_cast<uint32_t>(contents_begin_ + begin), static_cast<uint32_t>(size)});
  }
  bool key(const std::string& value) { return take_string(value, pending_key_, limits_.string_bytes); }
  bool start_object(std::size_t) { return open(JsonKind::object); }
  bool start_array(std::size_t) { return open(JsonKind::array); }
  bool end_object() { return keys_are_unique() && close(); }
  bool end_array() { return close(); }
  template <typename Exception>
  bool parse_error(std::size_t position, const std::string&, const Exception& error) {
    constexpr int number_overflow = 406;
    return input_ == Input::text ? explain(position, error.id == number_overflow)
                                 : refuse(Text::problem_not_message_pack, position);
  }

  std::expected<JsonTree, Problem> build() {
    if (source_.size() > limits_.bytes) {
      refuse(Text::problem_file_too_large, 0, {std::to_string(limits_.bytes / megabyte)});
    } else if (input_ == Input::message) {
      read_message();
    } else if (is_plain_text()) {
      // Not strict: what follows the value is looked at here, to be refused by its own name.
      json::sax_parse(source_.data(), source_.data() + source_.size(), this, json::input_format_t::json, false);
      if (!refused_) skip_space();
      if (!refused_ && position_ != source_.size()) refuse(Text::problem_trailing_content, position_);
    }
    if (refused_) return std::unexpected(problem());
    return std::move(tree_);
  }

 private:
  bool refuse(Text text, std::size_t position, std::initializer_list<std::string_view> arguments = {}) {
    refused_ = true;
    problem_.text = text;
    problem_.arguments.assign(arguments.begin(), arguments.end());
    problem_position_ = position;
    return false;
  }

  static std::uint64_t big_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
    return value;
  }

  void read_message() {
    std::string_view message = source_;
    contents_begin_ = source_.size();
    if (message.starts_with(static_cast<char>(message_contents::mark))) {
      message.remove_prefix(std::min(message.size(), message_contents::head_size));
      const std::uint64_t size = big_endian(source_.substr(1, message_contents::head_size - 1));
      if (size > message.size()) {
        refuse(Text::problem_not_message_pack, 0);
        return;
      }
      message = message.substr(0, static_cast<std::size_t>(size));
      contents_begin_ = message_contents::head_size + message.size();
    }
    json::sax_parse(message.data(), message.data() + message.size(), this, json::input_format_t::msgpack);
  }

  /// The refusal with its place. It points at the member whose key was just read, else at the innermost open value.
  Problem problem() {
    for (std::size_t level = 1; level < open_.size(); ++level) append_step_to(open_[level], open_[level - 1]);
    if (pending_key_.begin != 0) append_pointer_step(problem_.pointer, tree_.view(pending_key_));
    if (input_ == Input::text) {
      const auto place = LineIndex(source_).place_of(problem_position_);
      problem_.line = place.line;
      problem_.column = place.column;
    }
    return std::move(problem_);
  }

  void append_step_to(uint32_t child, uint32_t parent) {
    const JsonTree::Node& node = tree_.nodes_[parent];
    // The child was the last one counted.
    append_pointer_step(problem_.pointer, node.kind == JsonKind::array
                                              ? std::string_view(std::to_string(node.text.size - 1))
                                              : tree_.view(tree_.nodes_[child].key));
  }

  /// What the parser would let pass or call by another name.
  bool is_plain_text() {
    if (source_.starts_with("\xEF\xBB\xBF") || source_.starts_with("\xFE\xFF") || source_.starts_with("\xFF\xFE")) {
      return refuse(Text::problem_byte_order_mark, 0);
    }
    if (const std::size_t nul = source_.find('\0'); nul != std::string_view::npos) {
      return refuse(Text::problem_nul_character, nul);
    }
    if (const std::size_t valid = valid_utf8_prefix(source_); valid != source_.size()) {
      return refuse(Text::problem_invalid_utf8, valid);
    }
    skip_space();
    return position_ < source_.size() || refuse(Text::problem_empty_file, 0);
  }

  void skip_space() {
    while (position_ < source_.size() && is_json_space(source_[position_])) ++position_;
  }

  void skip_to_token() {
    while (position_ < source_.size() &&
           (is_json_space(source_[position_]) || source_[position_] == ',' || source_[position_] == ':')) {
      ++position_;
    }
  }

  JsonTree::Slice keep(std::string_view content) {
    const auto begin = static_cast<uint32_t>(tree_.unescaped_.size());
    tree_.unescaped_ += content;
    return {begin | unescaped_bit, static_cast<uint32_t>(content.size())};
  }

  bool add(JsonKind kind, JsonTree::Slice text) {
    if (tree_.nodes_.size() == limits_.values) {
      return refuse(Text::problem_too_many_values, token_, {std::to_string(limits_.values)});
    }
    if (!open_.empty()) ++tree_.nodes_[open_.back()].text.size;
    const auto index = static_cast<uint32_t>(tree_.nodes_.size());
    tree_.nodes_.push_back({text, pending_key_, static_cast<uint32_t>(token_), index + 1, kind});
    pending_key_ = {};
    return true;
  }

  bool add_scalar(JsonKind kind, std::string_view spelling) {
    if (input_ == Input::message) {
      token_ = position_++;
      return add(kind, keep(spelling));
    }
    skip_to_token();
    token_ = position_;
    position_ += spelling.size();
    return add(kind, {static_cast<uint32_t>(token_), static_cast<uint32_t>(spelling.size())});
  }

  template <typename Integer>
  bool add_integer(Integer value) {
    if (input_ == Input::message) return add_scalar(JsonKind::number, std::to_string(value));
    return add_spelled_number();
  }

  bool add_spelled_number() {
    skip_to_token();
    std::size_t end = position_;
    while (end < source_.size() && is_number_character(source_[end])) ++end;
    if (end - position_ > limits_.string_bytes) return refuse_long_text(position_, limits_.string_bytes);
    return add_scalar(JsonKind::number, source_.substr(position_, end - position_));
  }

  bool refuse_long_text(std::size_t position, std::size_t most) {
    return refuse(Text::problem_text_too_long, position, {std::to_string(most / megabyte)});
  }

  /// `value` is the string as the parser unescaped it; a slice of the text serves when nothing was escaped.
  bool take_string(const std::string& value, JsonTree::Slice& slice, std::size_t most) {
    if (input_ == Input::message) {
      token_ = position_++;
      if (value.size() > most) return refuse_long_text(token_, most);
      if (valid_utf8_prefix(value) != value.size()) return refuse(Text::problem_invalid_utf8, token_);
      slice = keep(value);
      return true;
    }
    skip_to_token();
    token_ = position_;
    if (value.size() > most) return refuse_long_text(token_, most);
    const std::size_t begin = position_ + 1;
    position_ = source_.find('"', begin) + 1;
    const std::string_view raw = source_.substr(begin, position_ - 1 - begin);
    if (raw.find('\\') == std::string_view::npos) {
      slice = {static_cast<uint32_t>(begin), static_cast<uint32_t>(raw.size())};
      return true;
    }
    position_ = begin;
    while (source_[position_] != '"') position_ += source_[position_] == '\\' ? 2u : 1u;
    ++position_;
    slice = keep(value);
    return true;
  }

  bool open(JsonKind kind) {
    if (input_ == Input::text) skip_to_token();
    token_ = position_++;
    if (open_.size() == limits_.levels) {
      return refuse(Text::problem_too_deep, token_, {std::to_string(limits_.levels)});
    }
    if (!add(kind, {})) return false;
    open_.push_back(static_cast<uint32_t>(tree_.nodes_.size() - 1));
    return true;
  }

  bool close() {
    if (input_ == Input::text) {
      skip_to_token();
      ++position_;
    }
    tree_.nodes_[open_.back()].end = static_cast<uint32_t>(tree_.nodes_.size());
    open_.pop_back();
    return true;
  }

  /// Every pair in a small object, sorted neighbours in a large one: no object takes quadratic time.
  bool keys_are_unique() {
    const uint32_t object = open_.back();
    members_.clear();
    for (uint32_t index = object + 1; index < tree_.nodes_.size(); index = tree_.nodes_[index].end) {
      members_.push_back(index);
    }
    if (members_.size() <= few_members) {
      for (std::size_t second = 1; second < members_.size(); ++second) {
        for (std::size_t first = 0; first < second; ++first) {
          if (key_of(members_[first]) == key_of(members_[second]))
            return refuse_pair(members_[first], members_[second]);
        }
      }
      return true;
    }
    std::ranges::sort(members_, [this](uint32_t left, uint32_t right) {
      const int order = key_of(left).compare(key_of(right));
      return order != 0 ? order < 0 : left < right;
    });
    const auto pair = std::ranges::adjacent_find(
        members_, [this](uint32_t left, uint32_t right) { return key_of(left) == key_of(right); });
    return pair == members_.end() || refuse_pair(*pair, *std::next(pair));
  }

  bool refuse_pair(uint32_t first, uint32_t second) {
    const JsonNode repeated(&tree_, second);
    const auto line = LineIndex(source_).place_of(JsonNode(&tree_, first).key_position()).line;
    return refuse(Text::problem_duplicate_key, repeated.key_position(),
                  {excerpt(repeated.key()), std::to_string(line)});
  }

  std::string_view key_of(uint32_t index) const { return tree_.view(tree_.nodes_[index].key); }

  /// Names what the parser stumbled over. `consumed` bytes were read; the last of them is the one it did not want.
  bool explain(std::size_t consumed, bool number_overflow) {
    const std::size_t last_token_end = position_;
    skip_to_token();
    const std::size_t culprit = std::max(consumed, std::size_t{1}) - 1;
    const std::size_t token = std::min(position_, culprit);
    if (number_overflow) return refuse(Text::problem_number_out_of_range, token, {excerpt(word_at(token))});
    if (is_not_a_number(token)) return refuse(Text::problem_not_a_number, token, {word_at(token)});
    if (culprit >= source_.size()) return refuse(Text::problem_truncated, source_.size());
    const Text expected = expectation(source_.substr(last_token_end, token - last_token_end));
    // A string where one may stand is wrong inside.
    const bool string_wanted = expected == Text::problem_expected_value || expected == Text::problem_expected_key;
    if (source_[token] == '"' && string_wanted) {
      const bool control = static_cast<unsigned char>(source_[culprit]) < 0x20;
      return refuse(control ? Text::problem_control_in_text : Text::problem_bad_escape, culprit);
    }
    return refuse(expected, token, {excerpt(word_at(token))});
  }

  Text expectation(std::string_view passed) const {
    const bool separated = passed.find_first_of(",:") != std::string_view::npos;
    if (open_.empty()) return Text::problem_expected_value;
    const JsonTree::Node& container = tree_.nodes_[open_.back()];
    if (pending_key_.begin != 0) return separated ? Text::problem_expected_value : Text::problem_expected_colon;
    if (container.kind == JsonKind::array) {
      return separated || container.text.size == 0 ? Text::problem_expected_value
                                                   : Text::problem_expected_comma_or_bracket;
    }
    return separated || container.text.size == 0 ? Text::problem_expected_key : Text::problem_expected_comma_or_brace;
  }

  bool is_not_a_number(std::size_t token) const {
    std::string_view word = word_at(token);
    if (word.starts_with('-') || word.starts_with('+')) word.remove_prefix(1);
    return word == "NaN" || word == "nan" || word == "Infinity" || word == "infinity" || word == "Inf" || word == "inf";
  }

  /// The word, string or single sign that begins here, as a person would point at it.
  std::string_view word_at(std::size_t token) const {
    const auto is_word = [](char character) {
      const auto byte = static_cast<unsigned char>(character | 0x20);
      return (byte >= 'a' && byte <= 'z') || is_number_character(character) || character == '_';
    };
    std::size_t end = token;
    if (token >= source_.size()) return {};
    if (source_[token] == '"') {
      end = source_.find('"', token + 1);
      end = end == std::string_view::npos ? source_.size() : end + 1;
    } else {
      while (end < source_.size() && is_word(source_[end])) ++end;
      if (end == token) end += utf8_length_at(source_, token);
    }
    return source_.substr(token, end - token);
  }

  std::string_view source_;
  const JsonLimits limits_;
  const Input input_;
  JsonTree tree_;
  std::size_t position_ = 0;        // text: after the last token; message: counts the events
  std::size_t token_ = 0;           // where the current token begins
  std::size_t contents_begin_ = 0;  // of a message: where its long bytes lie
  std::vector<uint32_t> open_;
  std::vector<uint32_t> members_;
  JsonTree::Slice pending_key_;
  bool refused_ = false;
  Problem problem_;
  std::size_t problem_position_ = 0;
};

std::expected<JsonTree, Problem> parse_json(std::string_view text, const JsonLimits& limits) {
  return JsonTreeBuilder(text, JsonTreeBuilder::Input::text, limits).build();
}

std::expected<JsonTree, Problem> tree_from_message_pack(std::string_view message, const JsonLimits& limits) {
  return JsonTreeBuilder(message, JsonTreeBuilder::Input::message, limits).build();
}

void write_node(JsonWriter& writer, JsonNode node) {
  switch (node.kind()) {
    case JsonKind::object:
      writer.begin_object();
      for (const JsonNode member : node) {
        writer.key(member.key());
        write_node(writer, member);
      }
      return writer.end_object();
    case JsonKind::array:
      writer.begin_array();
      for (const JsonNode item : node) write_node(writer, item);
      return writer.end_array();
    case JsonKind::string: return writer.string(node.text());
    case JsonKind::bytes: return writer.null();
    case JsonKind::null:
    case JsonKind::boolean:
    case JsonKind::number: return writer.number(node.text());
  }
}

std::string compact_json_of(JsonNode node) {
  JsonWriter writer(JsonWriter::Style::compact);
  write_node(writer, node);
  return std::move(writer).finish();
}

}  // namespace unrepeat
