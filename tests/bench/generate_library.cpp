// Writes a generated library: generate_library SIZE [PROMISES [PART]] > FILE is a bundle, with --texts before them what
// the search looks in, as JSON: a list of {id, title, body}.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "core/format/json_writer.hpp"
#include "core/format/writer.hpp"
#include "core/store/projection.hpp"
#include "tests/bench/generated_library.hpp"

namespace {

using namespace unrepeat;

std::string texts_of(const Bundle& bundle) {
  std::string json = "[";
  for (const Postmortem& postmortem : bundle.postmortems) {
    const PostmortemRecord record = record_of(postmortem, {});
    json += json.size() > 1 ? ",\n{\"id\":" : "{\"id\":";
    append_json_string(json, record.id);
    json += ",\"title\":";
    append_json_string(json, record.title);
    json += ",\"body\":";
    append_json_string(json, record.body);
    json += '}';
  }
  return json + "]\n";
}

}  // namespace

int main(int argc, char** argv) {
  const bool as_texts = argc > 1 && std::string_view(argv[1]) == "--texts";
  int numbers[3] = {};
  const int first = as_texts ? 2 : 1;
  for (int i = first; i < argc && i - first < 3; ++i) numbers[i - first] = std::atoi(argv[i]);
  const auto [size, promises, part] = numbers;
  if (size <= 0 || promises < 0 || part < 0 || argc - first > 3) {
    std::fputs("generate_library [--texts] SIZE [PROMISES [PART]] > FILE\n", stderr);
    return 2;
  }
  const Bundle bundle =
      bench::generated_library({.size = size, .promises = promises, .part = part, .is_lived_in = true});
  const std::string text = as_texts ? texts_of(bundle) : write_bundle(bundle);
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}
