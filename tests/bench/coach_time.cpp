// What the coach costs on a long text: coach_time [KILOBYTES] prints, in milliseconds as JSON, reading all of it for
// the first time, and reading it again after each of many key presses in its middle.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string>
#include <vector>

#include "core/coach/coach.hpp"

namespace unrepeat::bench {
namespace {

/// Paragraphs as people write them, some of which the coach speaks about.
std::string long_text(std::size_t size) {
  static constexpr const char* paragraphs[] = {
      "At 14:02 the queue of the checkout grew to nine thousand orders. The on-call engineer saw the alert three "
      "minutes "
      "later, since its channel was muted for a migration that had ended the day before. We failed to notice that the "
      "second region was slow as well.\n\n",
      "The index was built in the evening, when the table is read least. It took a lock that nobody expected: the "
      "manual "
      "says that it does not, for the version before. `CREATE INDEX` waits for every open transaction, and the report "
      "of "
      "the month was one of them. The team should have tested this with a copy.\n\n",
      "- Retries made it worse: every client asked three times within a second.\n- The dashboard showed the mean, "
      "which "
      "stayed low.\n- Somebody from support called, \"because customers told us\", and that was the first sign.\n\n",
      "El equipo de guardia vio la alerta a las 14:05 y abrió una llamada. Se nos olvidó avisar a soporte, que se "
      "enteró "
      "por los clientes. La réplica tardó once minutos en ponerse al día.\n\n"};
  std::string text;
  for (std::size_t i = 0; text.size() < size; ++i)
    text += "Paragraph " + std::to_string(i) + ". " + paragraphs[i % std::size(paragraphs)];
  text.resize(size);
  return text;
}

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

void measure(std::size_t size) {
  std::string text = long_text(size);
  auto start = std::chrono::steady_clock::now();
  coach::rule_book();
  const double rules = milliseconds_since(start);

  Coach coach;
  const auto read = [&] { return coach.read({{.path = "context/summary", .text = text}}, {}).size(); };
  start = std::chrono::steady_clock::now();
  const std::size_t findings = read();
  const double whole = milliseconds_since(start);

  std::vector<double> keys;
  const std::size_t middle = text.find("queue", size / 2);
  for (std::size_t i = 0; i < 200 && middle != std::string::npos; ++i) {
    text.insert(middle, 1, static_cast<char>('a' + i % 26));
    start = std::chrono::steady_clock::now();
    read();
    keys.push_back(milliseconds_since(start));
  }
  if (keys.empty()) keys.push_back(0);
  std::ranges::sort(keys);
  std::printf("{\"bytes\":%zu,\"findings\":%zu,\"rules\":%.2f,\"whole\":%.2f,\"key_median\":%.3f,\"key_worst\":%.3f}\n",
              text.size(), findings, rules, whole, keys[keys.size() / 2], keys.back());
}

}  // namespace
}  // namespace unrepeat::bench

int main(int count, char** values) {
  unrepeat::bench::measure(1024 * static_cast<std::size_t>(count > 1 ? std::max(1, std::atoi(values[1])) : 100));
}
