// Mail as a client saves it (.eml), and several in one file (.mbox): who wrote when, and what was new in it. Encoded
// words, quoted-printable, Base64 and parts are resolved; what only quotes the mail before is cut off.
#include <algorithm>

#include "core/import/html_text.hpp"
#include "core/import/text_decoding.hpp"
#include "core/import/text_records.hpp"
#include "core/text/base64.hpp"

namespace unrepeat {
namespace {

constexpr std::size_t deepest_part = 6;

struct Field {
  std::string name;   ///< In lower case.
  std::string value;  ///< Unfolded.
  std::string_view raw;
};

struct Part {
  std::vector<Field> fields;
  std::string_view body;
  std::size_t size = 0;
};

std::string_view field_of(const Part& part, std::string_view name) {
  const auto found = std::ranges::find(part.fields, name, &Field::name);
  return found == part.fields.end() ? std::string_view() : std::string_view(found->value);
}

bool is_field_name(std::string_view name) {
  return !name.empty() && name.size() < 60 &&
         std::ranges::all_of(
             name,
             [](char letter) {
               return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                      (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
             });
}

/// Fields up to the first empty line, and the rest.
Part read_part(std::string_view text) {
  Part part;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) {
      at = std::min(end + 1, text.size());
      break;
    }
    const std::size_t colon = line.find(':');
    if ((line.front() == ' ' || line.front() == '\t') && !part.fields.empty()) {
      Field& field = part.fields.back();
      field.value += ' ';
      field.value += trimmed_text(line);
      field.raw = spanning(field.raw, line);
    } else if (colon != line.npos && is_field_name(line.substr(0, colon))) {
      const std::string_view value = trimmed_text(line.substr(colon + 1));
      part.fields.push_back({in_lower_case(line.substr(0, colon)), std::string(value), value});
    } else {
      break;
    }
    at = std::min(end + 1, text.size());
  }
  part.body = text.substr(at);
  return part;
}

int hex_value(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

std::string from_quoted_printable(std::string_view text, bool is_word) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_word && text[at] == '_') {
      bytes += ' ';
    } else if (text[at] != '=') {
      bytes += text[at];
    } else if (at + 1 < text.size() && (text[at + 1] == '\n' || text.substr(at + 1).starts_with("\r\n"))) {
      at += text[at + 1] == '\n' ? 1 : 2;
    } else if (at + 2 < text.size() && hex_value(text[at + 1]) >= 0 && hex_value(text[at + 2]) >= 0) {
      bytes += static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2]));
      at += 2;
    } else {
      bytes += '=';
    }
  }
  return bytes;
}

std::string from_base64(std::string_view text) {
  std::string clean;
  for (const char letter : text)
    if (letter != '\r' && letter != '\n' && letter != ' ') clean += letter;
  const auto bytes = decode_base64(clean);
  return bytes ? std::string(bytes->begin(), bytes->end()) : std::string(text);
}

/// UTF-8, or whatever a single byte means on Windows; other sets are kept as they are where they are text.
std::string as_utf8(const std::string& bytes) {
  std::string storage;
  const auto decoded = decode_text(bytes, storage);
  return decoded ? std::string(*decoded) : std::string();
}

/// "=?UTF-8?Q?Re=3A_caf=C3=A9?=".
std::string with_words_decoded(std::string_view text) {
  std::string plain;
  bool was_word = false;
  while (!text.empty()) {
    const std::size_t begin = text.find("=?");
    const std::size_t set_end = begin == text.npos ? text.npos : text.find('?', begin + 2);
    const std::size_t code_end = set_end == text.npos ? text.npos : text.find('?', set_end + 1);
    const std::size_t end = code_end == text.npos ? text.npos : text.find("?=", code_end + 1);
    if (end == text.npos || code_end != set_end + 2) {
      plain += text;
      break;
    }
    const std::string_view before = text.substr(0, begin);
    if (!was_word || !is_blank(before)) plain += before;
    const std::string_view word = text.substr(code_end + 1, end - code_end - 1);
    const char code = text[set_end + 1];
    plain += as_utf8(code == 'B' || code == 'b' ? from_base64(word) : from_quoted_printable(word, true));
    was_word = true;
    text.remove_prefix(end + 2);
  }
  return plain;
}

/// "multipart/alternative; boundary="x"" has the boundary x.
std::string parameter_of(std::string_view value, std::string_view name) {
  const std::string lower = in_lower_case(value);
  const std::size_t at = lower.find(std::string(name) + '=');
  if (at == std::string::npos) return {};
  std::string_view rest = value.substr(at + name.size() + 1);
  if (rest.starts_with('"')) return std::string(rest.substr(1, rest.substr(1).find('"')));
  return std::string(rest.substr(0, rest.find_first_of("; \t")));
}

std::string decoded_body(const Part& part) {
  const std::string coding = in_lower_case(field_of(part, "content-transfer-encoding"));
  if (coding == "quoted-printable") return as_utf8(from_quoted_printable(part.body, false));
  if (coding == "base64") return as_utf8(from_base64(part.body));
  return std::string(part.body);
}

/// Plain text if there is any, else what HTML says.
std::string text_of_part(const Part& part, std::size_t depth = 0) {
  const std::string type = in_lower_case(field_of(part, "content-type"));
  if (in_lower_case(field_of(part, "content-disposition")).starts_with("attachment")) return {};
  if (!type.starts_with("multipart/")) {
    if (type.starts_with("text/html")) return text_from_html(decoded_body(part));
    return type.empty() || type.starts_with("text/") ? decoded_body(part) : std::string();
  }
  const std::string boundary = "--" + parameter_of(field_of(part, "content-type"), "boundary");
  if (boundary.size() == 2 || depth == deepest_part) return {};
  std::string plain, html;
  for (std::size_t at = part.body.find(boundary); at != part.body.npos;) {
    const std::size_t begin = part.body.find('\n', at);
    if (begin == part.body.npos || part.body.substr(at + boundary.size()).starts_with("--")) break;
    const std::size_t end = part.body.find("\n" + boundary, begin);
    const Part inner = read_part(part.body.substr(begin + 1, end == part.body.npos ? end : end - begin - 1));
    const bool is_html = in_lower_case(field_of(inner, "content-type")).starts_with("text/html");
    std::string& kept = is_html ? html : plain;
    if (kept.empty()) kept = text_of_part(inner, depth + 1);
    at = end == part.body.npos ? end : end + 1;
  }
  return plain.empty() ? html : plain;
}

/// Up to where the mail before is quoted.
std::string without_quotes(std::string_view body) {
  const std::vector<TextLine> lines = lines_of(body);
  std::size_t end = lines.size();
  for (std::size_t at = 0; at < lines.size() && end == lines.size(); ++at) {
    const std::string_view line = trimmed_text(lines[at].text);
    const std::string lower = in_lower_case(line);
    if (lower.starts_with("-----original") || lower.starts_with("-----mensaje original") ||
        lower.starts_with("________________"))
      end = at;
    if (!line.starts_with('>')) continue;
    end = at;
    while (end > 0 && is_blank(lines[end - 1].text)) --end;
    // "El jue, 1 ene 2026 a las 0:41, Nerea (…) escribió:" may go over some lines.
    if (end > 0 && trimmed_text(lines[end - 1].text).ends_with(':'))
      while (end > 0 && !is_blank(lines[end - 1].text)) --end;
  }
  if (end == 0) return std::string(trimmed_text(body));
  return std::string(trimmed_text(spanning(lines.front().text, lines[end - 1].text)));
}

/// "Nerea Ibáñez" of "Nerea Ibáñez <nerea@…>".
std::string name_of(std::string_view address) {
  std::string name = with_words_decoded(address);
  const std::size_t bracket = name.find('<');
  if (bracket != std::string::npos && bracket > 0) name.erase(bracket);
  std::string_view plain = trimmed_text(name);
  if (plain.size() > 1 && plain.starts_with('"') && plain.ends_with('"')) plain = plain.substr(1, plain.size() - 2);
  return std::string(plain);
}

bool is_mail(const Part& part) {
  return !field_of(part, "from").empty() && !field_of(part, "date").empty() &&
         (!field_of(part, "message-id").empty() || !field_of(part, "subject").empty() || !field_of(part, "to").empty());
}

/// Where each mail of the file begins and ends.
std::vector<std::string_view> mails_in(std::string_view text) {
  if (!text.starts_with("From ")) return {text};
  std::vector<std::string_view> mails;
  for (std::size_t begin = 0; begin != text.npos;) {
    const std::size_t next = text.find("\nFrom ", begin);
    const std::size_t first = text.find('\n', begin);
    if (first == text.npos) break;
    mails.push_back(text.substr(first + 1, next == text.npos ? next : next - first));
    begin = next == text.npos ? next : next + 1;
  }
  return mails;
}

bool recognises(const ImportSource& source) {
  if (!source.documents().empty() && !source.is_lines()) return false;
  const std::string_view text = source.text();
  const auto mails = mails_in(text.substr(0, std::size_t{1} << 20));
  return !mails.empty() && is_mail(read_part(mails.front()));
}

std::string_view without_reply_mark(std::string_view subject) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark :
         {"Re:", "RE:", "Fwd:", "FW:", "Fw:", "AW:", "WG:", "RV:", "RES:", "ENC:", "回复:", "転送:"})
      if (subject.starts_with(mark)) {
        subject = trimmed_text(subject.substr(mark.size()));
        again = true;
      }
  }
  return subject;
}

/// The first of a conversation names it.
std::string conversation_of(const Part& part) {
  for (const std::string_view name : {"references", "in-reply-to", "message-id"}) {
    const std::string_view value = field_of(part, name);
    if (!value.empty()) return std::string(value.substr(0, value.find(' ')));
  }
  return std::string(field_of(part, "subject"));
}

class EmailProposer : public RecordProposer {
 public:
  EmailProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : RecordProposer("email", from, context, plan), mails_(mails_in(source().text())) {
    set_zone(context.zone);
    for (std::size_t at = 0; at < mails_.size(); ++at) {
      const std::string conversation = conversation_of(read_part(mails_[at]));
      auto found = std::ranges::find(conversations_, conversation, &Conversation::name);
      if (found == conversations_.end()) found = conversations_.insert(found, {conversation, {}});
      found->mails.push_back(at);
    }
  }
  [[nodiscard]] std::size_t record_count() const override { return conversations_.size(); }

  void propose(std::size_t at) override {
    const Conversation& conversation = conversations_[at];
    const Part first = read_part(mails_[conversation.mails.front()]);
    const std::string subject = with_words_decoded(field_of(first, "subject"));
    const std::string_view title = without_reply_mark(trimmed_text(subject));
    begin_thread(conversation.name, title.empty() ? say(Text::import_untitled_incident) : one_line(title),
                 std::nullopt);
    for (const std::size_t mail : conversation.mails) read(mails_[mail]);
    end_thread(record_of_line(line_of(mails_[conversation.mails.front()]), {}), Text::import_source_new, true);
  }

 private:
  struct Conversation {
    std::string name;
    std::vector<std::size_t> mails;
  };

  [[nodiscard]] std::uint32_t line_of(std::string_view mail) const {
    const std::string_view before =
        source().text().substr(0, static_cast<std::size_t>(mail.data() - source().text().data()));
    return static_cast<std::uint32_t>(std::ranges::count(before, '\n')) + 1;
  }

  void read(std::string_view mail) {
    const Part part = read_part(mail);
    SourceRecord record = record_of_line(line_of(mail), mail);
    const std::string_view id = field_of(part, "message-id");
    if (!id.empty()) record.place = id;
    if (!is_mail(part)) return not_understood(record, Text::import_not_a_record, {source().name()});
    count_record();
    const auto date = std::ranges::find(part.fields, "date", &Field::name);
    // "(UTC)" says once more what the offset says.
    std::string_view written = date->raw;
    if (const std::size_t comment = written.find('('); comment != written.npos)
      written = trimmed_text(written.substr(0, comment));
    std::string text = without_quotes(text_of_part(part));
    if (text.empty()) text = with_words_decoded(field_of(part, "subject"));
    // The quote shows the time too, wherever it stands among the fields.
    const std::string key = id.empty() ? std::string(mail) : std::string(id);
    const std::string from = name_of(field_of(part, "from"));
    if (std::string_view(record.quote).find(written) == std::string_view::npos)
      record.quote = first_characters("Date: " + std::string(date->raw) + '\n' + std::string(mail), longest_quote);
    TimelineEvent& event = add_event(record, key, time_of(written, record), EventKind::communication, std::move(text));
    event.tags = {"email"};
    if (from.empty()) return;
    event.actor = one_line(from);
    take_part(from);
  }

  std::vector<std::string_view> mails_;
  std::vector<Conversation> conversations_;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<EmailProposer>(source, context, plan);
}

}  // namespace

extern const Importer email_importer;
const Importer email_importer{"email", Merging::adds, recognises, begin};

}  // namespace unrepeat
