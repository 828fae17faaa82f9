// The words of columns, states and effects, and the reading of rows and bullets by them.
#include "core/import/markdown_actions.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "core/import/markdown_document.hpp"
#include "core/import/record_proposer.hpp"

namespace unrepeat {
namespace {

enum class Column : std::uint8_t { other, title, owner, state, due, ticket, priority, category, number };

struct ColumnWords {
  Column column;
  std::initializer_list<std::string_view> words;
};
/// The first that fits: "action owner" is an owner, "action type" a category.
const ColumnWords column_words[] = {
    {Column::owner,
     {"owner", "a cargo", "responsable", "responsável", "assignee", "assigned", "who", "quién", "quem", "担当",
      "负责人", "負責人", "责任人", "verantwortlich", "zuständig", "lead", "dueño"}},
    {Column::state,
     {"status", "state", "hecho", "done", "estado", "状態", "状态", "狀態", "ステータス", "進捗", "进度", "erledigt",
      "feito", "situação", "progress"}},
    {Column::due,
     {"due", "date", "fecha", "prazo", "期限", "期日", "deadline", "fällig", "截止", "eta", "when", "plazo", "bis",
      "data", "frist", "termin"}},
    {Column::ticket, {"ticket", "issue", "jira", "link", "bug", "チケット", "工单", "tracking", "pr", "pull request"}},
    {Column::priority, {"priority", "prioridad", "prioridade", "priorität", "优先级", "優先度", "優先順位"}},
    {Column::category,
     {"category", "categor", "カテゴリ", "分類", "种类", "類別", "类别", "类型", "種別", "区分", "type", "tipo", "typ",
      "kind", "kategorie", "art"}},
    {Column::number, {"#", "no", "nr", "nº", "n°", "id", "番号", "编号", "序号"}},
    {Column::title,
     {"action",    "アクション",   "acción",   "acciones",  "ação",    "ações",  "task",        "tarea",
      "tarefa",    "item",         "対策",     "対応内容",  "施策",    "内容",   "description", "descripción",
      "descrição", "beschreibung", "maßnahme", "massnahme", "aufgabe", "medida", "措施",        "任务",
      "任務",      "行动",         "行動",     "what",      "todo",    "to do",  "qué"}},
};

constexpr std::string_view open_beginnings[] = {
    "not",    "no",        "open",    "todo", "to do", "pending", "planned",   "backlog",  "incomplete", "未",
    "予定",   "計画",      "计划",    "待",   "否",    "いいえ",  "pendiente", "pendente", "abierto",    "abierta",
    "aberto", "por hacer", "a fazer", "não",  "nicht", "nein",    "offen",     "geplant",  "☐",          "[ ]"};
constexpr std::string_view done_words[] = {"done",     "complete", "hecho",  "hecha",      "closed", "fixed",
                                           "finished", "resolved", "merged", "shipped",    "☑",      "✅",
                                           "✔",        "[x]",      "完了",   "済",         "已完成", "完成",
                                           "erledigt", "concluíd", "feito",  "completado", "sí",     "yes"};
constexpr std::string_view progress_words[] = {"in progress", "en curso",     "ongoing", "進行中",  "対応中", "进行中",
                                               "in arbeit",   "em andamento", "wip",     "started", "着手"};

struct EffectWords {
  Effect effect;
  std::initializer_list<std::string_view> words;
};
const EffectWords effect_words[] = {
    {Effect::prevent, {"prevent", "予防", "防止", "prevenc", "prevenir", "prevenç", "vorbeug", "预防"}},
    {Effect::detect,
     {"detect", "detecc", "detecç", "deteç", "検知", "監視", "检测", "监控", "monitor", "alert", "erkenn"}},
    {Effect::mitigate, {"mitigat", "mitigac", "mitigaç", "緩和", "軽減", "缓解", "eindämm", "minder"}},
    {Effect::investigate, {"investigat", "investigac", "investigaç", "調査", "调查", "untersuch"}},
    {Effect::repair, {"repair", "reparac", "reparaç", "修復", "修正", "修复", "reparatur"}},
    {Effect::respond, {"respond", "response", "respuesta", "resposta", "初動", "响应", "reaktion"}},
};
/// Headings under which words are explained.
constexpr std::string_view legend_words[] = {"legend", "glossary", "definition", "説明",   "凡例",
                                             "说明",   "leyenda",  "legende",    "legenda"};
constexpr std::string_view high_priorities[] = {"high", "p0", "p1", "critical", "urgent", "alta", "hoch", "高"};

std::optional<Effect> effect_named_in(std::string_view text) {
  const std::string lower = in_lower_case(text);
  for (const EffectWords& one : effect_words)
    if (names_any(lower, one.words)) return one.effect;
  return std::nullopt;
}

/// A name of an effect and nothing else, "Prevent" or "予防（Prevent）", need not be kept beside it.
bool is_effect_alone(std::string_view text) {
  constexpr std::size_t longest = 32;
  return text.size() <= longest && effect_named_in(text) && std::ranges::count(trimmed_text(text), ' ') < 2;
}

enum class Told : std::uint8_t { nothing, open, under_way, done };
Told state_told(std::string_view words) {
  const std::string lower = in_lower_case(trimmed_text(words));
  const auto is_open = [&](std::string_view word) {
    return lower.starts_with(word) && names_any(lower.substr(0, word.size() + 1), {word});
  };
  if (std::ranges::any_of(open_beginnings, is_open)) return Told::open;
  if (names_any(lower, progress_words)) return Told::under_way;
  return names_any(lower, done_words) ? Told::done : Told::nothing;
}
/// A state and nothing else, so that it is told by what the action is.
bool is_state_alone(std::string_view words) {
  constexpr std::size_t longest = 16;
  return words.size() <= longest && state_told(words) != Told::nothing;
}
void set_state(WrittenAction& action, Told told) {
  action.is_done = action.is_done || told == Told::done;
  action.is_under_way = action.is_under_way || told == Told::under_way;
}

/// "Ana", "Ana de la Cruz", "platform", "高橋": not "issue created".
bool is_name(std::string_view text) {
  constexpr std::size_t longest = 40, most_words = 4;
  static constexpr std::string_view small_words[] = {"de", "del", "la",  "da",  "do",   "dos", "von", "van",
                                                     "y",  "e",   "and", "und", "team", "&",   "/",   "+"};
  if (text.size() > longest || text.starts_with('#') || text.contains("://") || is_placeholder(text)) return false;
  std::size_t words = 0, small = 0;
  for (std::size_t at = 0; at < text.size(); ++words) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    if (!word.empty() && word.front() >= 'a' && word.front() <= 'z' &&
        std::ranges::find(small_words, word) == std::end(small_words))
      ++small;
    at = end + 1;
  }
  return words == 1 || (words <= most_words && small == 0);
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.#") == std::string_view::npos;
}

class ActionReader {
 public:
  ActionReader(const ActionGroup& group, const std::function<std::optional<std::string>(std::string_view)>& day)
      : group_(group), day_(day) {}

  WrittenActions read(std::string_view body) {
    const std::vector<TextLine> lines = lines_of(body);
    for (std::size_t at = 0; at < lines.size(); ++at) {
      const std::string_view raw = lines[at].text, text = trimmed_text(raw);
      if (is_table_rule(text)) continue;
      if (is_table_line(text)) {
        if (at + 1 < lines.size() && is_table_rule(lines[at + 1].text))
          begin_table(lines, at);
        else
          read_row(cells_of(text));
      } else if (const auto bullet = bullet_in(raw); bullet && !raw.starts_with("    ") && !raw.starts_with('\t')) {
        if (!is_placeholder(*bullet) && *bullet != "[ ]") read_bullet(*bullet);
      } else if (text.empty()) {
        if (!read_.loose.empty()) read_.loose += '\n';
      } else if (!read_.actions.empty() && (raw.starts_with("  ") || raw.starts_with('\t'))) {
        read_.actions.back().title += ' ' + std::string(text);
      } else {
        read_.loose += std::string(raw) + '\n';
      }
    }
    for (WrittenAction& action : read_.actions) finish(action);
    return std::move(read_);
  }

 private:
  WrittenAction& add(std::string_view title) {
    WrittenAction& action = read_.actions.emplace_back();
    action.title = title;
    action.is_done = group_.is_done;
    action.effect = group_.effect;
    return action;
  }

  /// A title has its end; what is behind it stays in the text.
  void finish(WrittenAction& action) {
    if (!group_.name.empty()) action.title += " (" + group_.name + ')';
    if (one_line(action.title).size() != action.title.size()) read_.loose += "\n- " + action.title + '\n';
  }

  // ---- tables

  void begin_table(const std::vector<TextLine>& lines, std::size_t at) {
    columns_.clear();
    for (const std::string_view cell : cells_of(lines[at].text)) columns_.push_back(column_named(cell));
    if (std::ranges::find(columns_, Column::title) != columns_.end()) return;
    // What is to be done is what most was written about.
    std::vector<std::size_t> lengths(columns_.size());
    for (std::size_t row = at + 2; row < lines.size() && is_table_line(lines[row].text); ++row) {
      const auto cells = cells_of(lines[row].text);
      for (std::size_t i = 0; i < std::min(cells.size(), columns_.size()); ++i)
        if (columns_[i] == Column::other || columns_[i] == Column::ticket) lengths[i] += cells[i].size();
    }
    const auto longest = std::ranges::max_element(lengths);
    if (longest != lengths.end() && *longest > 0)
      columns_[static_cast<std::size_t>(longest - lengths.begin())] = Column::title;
  }

  static Column column_named(std::string_view header) {
    const std::string lower = in_lower_case(without_marks(header));
    for (const ColumnWords& one : column_words)
      if (names_any(lower, one.words)) return one.column;
    return Column::other;
  }

  void read_row(const std::vector<std::string_view>& cells) {
    if (std::ranges::all_of(cells, is_placeholder)) return;
    WrittenAction action;
    action.is_done = group_.is_done;
    action.effect = group_.effect;
    std::string more;
    const auto keep = [&](std::string_view value) { more += " (" + std::string(value) + ')'; };
    for (std::size_t at = 0; at < cells.size(); ++at) {
      const std::string_view value = without_marks(cells[at]);
      if (is_placeholder(value) && state_told(value) == Told::nothing) continue;
      switch (at < columns_.size() ? columns_[at] : Column::other) {
        case Column::title:
          if (action.title.empty())
            action.title = value;
          else
            keep(value);
          break;
        case Column::owner: action.owner = value; break;
        case Column::state:
          set_state(action, state_told(value));
          if (!is_state_alone(value)) keep(value);
          break;
        case Column::due:
          if (const auto due = day_(value))
            action.due = *due;
          else
            keep(value);
          break;
        case Column::ticket: action.ticket = value; break;
        case Column::priority:
          if (names_any(in_lower_case(value), high_priorities)) action.priority = Priority::high;
          if (!action.priority) keep(value);
          break;
        case Column::category:
          if (const auto effect = effect_named_in(value)) action.effect = effect;
          if (!is_effect_alone(value)) keep(value);
          break;
        case Column::number:
          if (!is_number(value)) action.number = value;
          break;
        case Column::other: keep(value); break;
      }
    }
    action.title = trimmed_text(action.title + more);
    read_.actions.push_back(std::move(action));
  }

  // ---- lists

  /// "[x] Alert at 80 % (Ana, by 7 August)".
  void read_bullet(std::string_view text) {
    bool is_done = false;
    for (const std::string_view box : {"[x]", "[X]", "☑", "✅", "✔️", "✔", "[ ]", "☐"})
      if (text.starts_with(box)) {
        is_done = box != "[ ]" && box != "☐";
        text = trimmed_text(text.substr(box.size()));
        break;
      }
    if (text.starts_with("~~") && text.ends_with("~~")) is_done = true;
    WrittenAction& action = add(without_marks(text));
    action.is_done = action.is_done || is_done;
    read_ending(action, text);
  }

  /// What stands in brackets at the end: how far it is, who, and until when.
  void read_ending(WrittenAction& action, std::string_view text) {
    struct Brackets {
      std::string_view open, close;
    };
    for (const Brackets& brackets : {Brackets{"(", ")"}, Brackets{"（", "）"}, Brackets{"[", "]"}}) {
      if (!text.ends_with(brackets.close)) continue;
      const std::size_t at = text.rfind(brackets.open);
      if (at == text.npos) continue;
      std::string_view inside = text.substr(at + brackets.open.size());
      inside.remove_suffix(brackets.close.size());
      if (read_inside(action, inside) && at > 0) action.title = without_marks(text.substr(0, at));
      return;
    }
    // "@ana" anywhere.
    if (const std::size_t sign = text.find('@'); sign != text.npos && (sign == 0 || text[sign - 1] == ' '))
      action.owner = text.substr(sign + 1, text.substr(sign + 1).find_first_of(" ,.;:)"));
  }

  /// Whether all of it is understood.
  bool read_inside(WrittenAction& action, std::string_view inside) {
    bool is_all_read = true;
    while (!inside.empty()) {
      std::size_t end = inside.size(), length = 0;
      for (const std::string_view parting : {",", "、", "，", ";"})
        if (const std::size_t found = inside.find(parting); found < end) {
          end = found;
          length = parting.size();
        }
      std::string_view part = without_marks(inside.substr(0, end));
      inside = trimmed_text(inside.substr(end + length));
      if (is_state_alone(part)) {
        set_state(action, state_told(part));
        continue;
      }
      for (const std::string_view word :
           {"by ", "due ", "until ", "owner: ", "para el ", "antes del ", "até ", "bis ", "@"})
        if (in_lower_case(part).starts_with(word)) part = trimmed_text(part.substr(word.size()));
      if (part.ends_with("まで")) part.remove_suffix(std::string_view("まで").size());
      if (const auto due = day_(part))
        action.due = *due;
      else if (action.owner.empty() && is_name(part))
        action.owner = part;
      else
        is_all_read = false;
    }
    return is_all_read;
  }

  const ActionGroup& group_;
  const std::function<std::optional<std::string>(std::string_view)>& day_;
  std::vector<Column> columns_;
  WrittenActions read_;
};

}  // namespace

ActionGroup action_group_of(std::string_view heading) {
  ActionGroup group;
  group.effect = effect_named_in(heading);
  group.is_legend = names_any(in_lower_case(heading), legend_words);
  std::string_view name = heading;
  if (const std::size_t open = heading.rfind('('); open != heading.npos && heading.ends_with(')')) {
    const std::string_view inside = heading.substr(open + 1, heading.size() - open - 2);
    group.is_done = state_told(inside) == Told::done;
    if (is_state_alone(inside)) name = trimmed_text(heading.substr(0, open));
  }
  if (!is_effect_alone(name)) group.name = name;
  return group;
}

WrittenActions read_written_actions(std::string_view body, const ActionGroup& group,
                                    const std::function<std::optional<std::string>(std::string_view)>& day) {
  return ActionReader(group, day).read(body);
}

}  // namespace unrepeat
