// The causes as a graph, drawn and operated, and as branching whys. What stands where is core/cause/graph.hpp; every
// change is a link, set by the same command as everywhere.
#include <algorithm>
#include <cmath>

#include "core/cause/graph.hpp"
#include "core/text/vocabulary.hpp"
#include "shell/screens/postmortem/parts.hpp"
#include "shell/widgets/choice.hpp"
#include "shell/widgets/curve.hpp"
#include "shell/widgets/feedback.hpp"
#include "shell/widgets/field.hpp"
#include "shell/widgets/overlay.hpp"

namespace unrepeat::shell {
namespace {

constexpr float padding = 12, node_gap = 20, layer_gap = 40, least_node_width = 200;
/// On both sides of a row of nodes together, where lines pass.
constexpr float lanes_where_narrow = 36, lanes_where_wide = 64, wide_graph = 600;
constexpr float label_padding = 4, sample_length = 32;
/// Of a node: more than almost any text needs that is one cause.
constexpr std::size_t most_lines = 8;
constexpr std::size_t incident = 0;

Tone tone_of(CauseLinkKind kind) {
  switch (kind) {
    case CauseLinkKind::let_it_escalate: return Tone::bad;
    case CauseLinkKind::delayed_detection:
    case CauseLinkKind::delayed_response: return Tone::warning;
    case CauseLinkKind::limited: return Tone::good;
    case CauseLinkKind::contributed_to: break;
  }
  return Tone::neutral;
}

/// Each kind has a stroke and a head of its own.
CurveLook look_of(const Kit& kit, CauseLinkKind kind) {
  CurveLook look{.ink = kit.colour(text_token(tone_of(kind))), .thickness = 2};
  switch (kind) {
    case CauseLinkKind::contributed_to: return {.ink = kit.colour(Token::control_line), .head = Head::arrow};
    case CauseLinkKind::let_it_escalate: look.stroke = Stroke::dashed, look.head = Head::arrow; break;
    case CauseLinkKind::delayed_detection: look.stroke = Stroke::dotted, look.head = Head::open_arrow; break;
    case CauseLinkKind::delayed_response: look.stroke = Stroke::dash_dotted, look.head = Head::diamond; break;
    case CauseLinkKind::limited: look.head = Head::bar; break;
  }
  return look;
}

/// What a link of this kind looks like, and its words beside it; in a row.
void draw_kind(Kit& kit, CauseLinkKind kind, bool is_silent) {
  const float line = kit.rule(Style::caption).line_height;
  const Rect rect = kit.place(sample_length, line);
  draw_sample(kit, {rect.x, rect.y + std::round(line / 2)}, sample_length - 4, look_of(kit, kind));
  text(kit, kit.say(label_of(kind)), {.style = Style::caption, .silent = is_silent});
}

/// A line that adds a cause: of what it is the cause, and how.
struct Why {
  std::string target;
  std::string_view name;
  CauseLinkKind kind = CauseLinkKind::contributed_to;
  bool plain = false;  ///< Without a frame, where there are many.
};

void draw_why(PartForm& form, const Why& why) {
  Kit& kit = form.kit;
  const bool asks_why = why.kind == CauseLinkKind::contributed_to;
  const std::string key = (asks_why ? "causes/why/" : "causes/escalated/") + why.target;
  const std::string_view asked = kit.say(asks_why ? Text::editor_why : Text::editor_let_escalate);
  auto scope = kit.scope(key);
  std::string& draft = form.memory.drafts[key];
  const TextEdit edit =
      text_field(kit, asks_why ? kit.say(Text::editor_why_of, why.name) : std::string(asked), draft,
                 {.placeholder = asked, .label_hidden = true, .plain = why.plain, .icon = Icon::plus});
  if (edit.changed || edit.committed) draft = edit.text;
  if (!edit.submitted || draft.find_first_not_of(' ') == std::string::npos) return;
  const Uuid id = form.workspace.ports().ids.next();
  form.wants("causes/factors",
             {AddEntry{"causes/factors", id}, SetField{joined(joined("causes/factors", id), "text"), draft},
              LinkFactor{unrepeat::Id<Factor>::from(id), why.kind, why.target}});
  draft.clear();
}

class GraphDrawing {
 public:
  explicit GraphDrawing(PartForm& form)
      : form_(form),
        kit_(form.kit),
        causes_(form.value.causes),
        known_(form.memory.causes),
        graph_(known_.graph),
        layout_(known_.layout) {}

  void draw() {
    lay_out_again();
    name_circles();
    draw_legend();
    const Rect area = kit_.place(0, layout_.height);
    left_ = area.x;
    top_ = area.y;
    const std::string_view name = kit_.say(Text::editor_causes_linked);
    kit_.declare_open({.id = kit_.id_of(Role::list, name), .role = Role::list, .name = name, .rect = area});
    draw_edges();
    for (std::size_t node = 0; node < graph_.node_count; ++node) draw_node(node);
    follow_pointer();
    kit_.declare_close();
    draw_chosen();
  }

 private:
  const Factor& factor(std::size_t node) const { return causes_.factors[node - 1]; }
  Uuid id_of(std::size_t node) const { return node == incident ? Uuid{} : Uuid(factor(node).id); }
  std::string target_of(std::size_t node) const { return node == incident ? "incident" : text_of(factor(node).id); }
  std::string words_of(std::size_t node) const {
    if (node == incident)
      return form_.value.title.empty() ? std::string(kit_.say(Text::editor_the_incident)) : form_.value.title;
    return factor(node).text.empty() ? kit_.say(Text::editor_factor_number, node) : without_marks(factor(node).text);
  }
  std::string name_of(std::size_t node) const {
    return node == incident ? std::string(kit_.say(Text::editor_the_incident)) : beginning_of(words_of(node));
  }
  std::string kind_of(std::size_t node) const {
    if (node == incident) return std::string(kit_.say(Text::editor_the_incident));
    std::string words(kit_.say(label_of(factor(node).kind)));
    if (factor(node).category) words += " · " + std::string(kit_.say(label_of(*factor(node).category)));
    return words;
  }
  bool is_open(std::size_t node) const { return known_.nodes[node].lacks_action; }

  void name_circles() {
    for (const auto& circle : graph_.circles) {
      std::string names;
      for (const std::size_t node : circle) names += name_of(node) + " → ";
      banner(kit_, Tone::warning, kit_.say(Text::editor_circle, names + name_of(circle.front())));
    }
  }

  /// Where the document, its room or the language is another one.
  void lay_out_again() {
    const float width = kit_.available();
    const float lanes = width < wide_graph ? lanes_where_narrow : lanes_where_wide;
    const float columns = std::clamp(std::floor((width - lanes + node_gap) / (least_node_width + node_gap)), 1.f, 3.f);
    room_ = {.width = width,
             .node_width = std::floor((width - lanes - (columns - 1) * node_gap) / columns),
             .gap = node_gap,
             .layer_gap = layer_gap,
             .label_height = kit_.rule(Style::caption).line_height + 2};
    const float line = kit_.rule(Style::control).line_height;
    const Language language = kit_.viewport().language;
    if (known_.edition == form_.open.edition() && known_.width == width && known_.line_height == line &&
        known_.language == language)
      return;
    known_ = {.edition = form_.open.edition(),
              .width = width,
              .line_height = line,
              .language = language,
              .graph = graph_of(causes_)};
    const float caption = kit_.rule(Style::caption_strong).line_height;
    std::vector<float> heights;
    for (std::size_t node = 0; node < graph_.node_count; ++node) {
      known_.nodes.push_back({.target = target_of(node),
                              .words = words_of(node),
                              .kind = kind_of(node),
                              .lacks_action = node != incident && lacks_action(form_.value, factor(node))});
      CausesLaidOut::Node& one = known_.nodes.back();
      one.description = described(node);
      one.height = 2 * padding +
                   caption * static_cast<float>(lines_of(Style::caption_strong, one.kind, words_width(node))) +
                   line * static_cast<float>(std::min(most_lines, lines_of(Style::control, one.words, words_width())));
      heights.push_back(one.height);
    }
    std::vector<float> label_widths;
    for (const GraphEdge& edge : graph_.edges) label_widths.push_back(label_width(edge.kind));
    known_.layout = lay_out(graph_, heights, label_widths, room_);
  }

  std::size_t lines_of(Style style, std::string_view words, float width) {
    return kit_.break_lines(style, words, width).size();
  }
  float words_width() const { return room_.node_width - 2 * padding; }
  /// Of its kind, which stands beside the dot that says that it lacks an action.
  float words_width(std::size_t node) const { return words_width() - (is_open(node) ? 16.f : 0.f); }
  /// What simply contributed is what nothing is said of.
  float label_width(CauseLinkKind kind) const {
    if (kind == CauseLinkKind::contributed_to) return 0;
    return std::min(room_.node_width,
                    std::ceil(kit_.measure(Style::caption, kit_.say(label_of(kind)))) + 2 * label_padding);
  }

  Rect rect_of(std::size_t node) const {
    const GraphLayout::Node& at = layout_.nodes[node];
    return {std::round(left_ + at.x), std::round(top_ + at.y), room_.node_width, known_.nodes[node].height};
  }

  void draw_edges() {
    for (std::size_t index = 0; index < graph_.edges.size(); ++index) {
      std::vector<CurvePoint> points;
      for (const GraphPoint& point : layout_.paths[index])
        points.push_back({std::round(left_ + point.x), std::round(top_ + point.y), point.bend});
      draw_curve(kit_, points, look_of(kit_, graph_.edges[index].kind));
    }
    // Over all lines: the one that a label stands on is interrupted by it.
    for (std::size_t index = 0; index < graph_.edges.size(); ++index) {
      const CauseLinkKind kind = graph_.edges[index].kind;
      const float width = label_width(kind);
      if (width <= 0) continue;
      const GraphPoint at = layout_.labels[index];
      const Rect rect{std::round(left_ + at.x), std::round(top_ + at.y), width, room_.label_height};
      if (!kit_.is_visible(rect)) continue;
      kit_.fill(rect, kit_.colour(Token::background));
      kit_.draw_line(Style::caption, rect.x + label_padding, rect.y + 1, kit_.colour(text_token(tone_of(kind))),
                     kit_.say(label_of(kind)), width - 2 * label_padding);
    }
    if (!layout_.unlinked_top) return;
    const StyleRule rule = kit_.rule(Style::caption);
    kit_.fill({left_, top_ + *layout_.unlinked_top, room_.width, 1}, kit_.colour(Token::faint_line));
    kit_.draw_line(Style::caption, left_, top_ + *layout_.unlinked_top + (layer_gap - rule.line_height) / 2,
                   kit_.colour(Token::third), kit_.say(Text::editor_unlinked));
  }

  /// What is said of a node after its words.
  std::string described(std::size_t node) const {
    std::string words = kind_of(node);
    for (const GraphEdge& edge : graph_.edges)
      if (edge.from == node) words += ". " + std::string(kit_.say(label_of(edge.kind))) + ": " + name_of(edge.to);
    if (is_open(node)) words += ". " + std::string(kit_.say(Text::editor_no_action_yet));
    return words;
  }

  void draw_node(std::size_t node) {
    const Rect rect = rect_of(node);
    const Id id = node_id(node);
    const CausesLaidOut::Node& said = known_.nodes[node];
    kit_.declare_open({.id = kit_.id_of(Role::listitem, said.target),
                       .role = Role::listitem,
                       .rect = rect,
                       .number = static_cast<int32_t>(node) + 1,
                       .limit = static_cast<int32_t>(graph_.node_count)});
    const Interaction on = kit_.interact(id, rect);
    kit_.declare({.id = id,
                  .role = Role::button,
                  .name = said.words,
                  .description = said.description,
                  .state = State::tab_stop,
                  .rect = rect,
                  .type = kit_.type(Style::control)});
    kit_.declare_close();
    const auto drag = node == incident ? std::nullopt : kit_.drag_of(id, on);
    if (drag) drag_ = *drag, dragged_ = node;
    if (kit_.is_visible(rect)) draw_words(node, rect, on, !drag && kit_.is_carried_over(rect));
    if (on.ring) kit_.draw_ring(rect, metric::card_radius);
    if (on.pressed && !drag) {
      form_.memory.chosen_cause = id_of(node);
      kit_.wake_in(0);
    }
    move_focus(node, id);
  }

  void draw_words(std::size_t node, const Rect& rect, const Interaction& on, bool is_target) {
    const CausesLaidOut::Node& said = known_.nodes[node];
    const bool is_ruled_out = node != incident && factor(node).certainty == Certainty::ruled_out;
    kit_.fill(rect,
              kit_.colour(node == incident ? Token::bad_tint
                          : on.hovered     ? Token::hover
                                           : Token::surface),
              metric::card_radius);
    kit_.outline(rect,
                 kit_.colour(is_target          ? Token::accent
                             : node == incident ? Token::bad
                                                : Token::field_line),
                 metric::card_radius, is_target ? 2.f : metric::hairline);
    float y = rect.y + padding - 2;
    if (is_open(node))
      kit_.draw_list().AddCircleFilled({rect.right() - padding - 4, y + 9}, 4, kit_.colour(Token::warning));
    const auto write = [&](Style style, const std::string& words, float width, std::size_t most, ImU32 ink) {
      const auto& lines = kit_.break_lines(style, words, width);
      for (std::size_t i = 0; i < std::min(most, lines.size()); ++i, y += kit_.rule(style).line_height) {
        const bool is_cut = i + 1 == most && lines.size() > most;
        // All that is left, which draw_line cuts.
        const std::string_view rest(lines[i].data(),
                                    static_cast<std::size_t>(words.data() + words.size() - lines[i].data()));
        kit_.draw_line(style, rect.x + padding, y, ink, is_cut ? rest : lines[i], is_cut ? width : 0);
      }
      return lines.size() > most;
    };
    write(Style::caption_strong, said.kind, words_width(node), said.kind.size(),
          kit_.colour(node == incident ? Token::bad : Token::third));
    y += 2;
    const bool is_cut = write(Style::control, said.words, words_width(), most_lines,
                              kit_.colour(is_ruled_out ? Token::third : Token::ink));
    tooltip(kit_, node_id(node), is_cut ? said.words : std::string_view{}, on, rect);
  }

  /// Arrow keys: up to what it led to, down to what led to it, or to what stands there; left and right beside it.
  void move_focus(std::size_t node, Id id) {
    if (kit_.focused() != id) return;
    const GraphLayout::Node& here = layout_.nodes[node];
    std::optional<std::size_t> next;
    const auto nearest = [&](auto is_candidate) {
      float least = INFINITY;
      for (std::size_t other = 0; other < graph_.node_count; ++other) {
        if (other == node || !is_candidate(other)) continue;
        const float far = std::abs(layout_.nodes[other].x - here.x) + std::abs(layout_.nodes[other].y - here.y);
        if (far < least) least = far, next = other;
      }
    };
    const auto beyond = [&](float side) {
      if (!next) nearest([&](std::size_t other) { return (layout_.nodes[other].y - here.y) * side > 0; });
    };
    if (kit_.shortcut(key_up, 0)) nearest([&](std::size_t other) { return leads(node, other); }), beyond(-1);
    if (kit_.shortcut(key_down, 0)) nearest([&](std::size_t other) { return leads(other, node); }), beyond(1);
    const auto beside = [&](float side) {
      nearest([&](std::size_t other) {
        return layout_.nodes[other].layer == here.layer && (layout_.nodes[other].x - here.x) * side > 0;
      });
    };
    if (kit_.shortcut(key_left, 0)) beside(-1);
    if (kit_.shortcut(key_right, 0)) beside(1);
    if (next) kit_.request_focus(node_id(*next));
  }

  Id node_id(std::size_t node) const { return kit_.id("cause " + known_.nodes[node].target); }

  /// What is carried: a line to the pointer, and let go over another node a link to it.
  void follow_pointer() {
    if (!drag_) return;
    const Rect rect = rect_of(dragged_);
    if (!drag_->ended) {
      const CurvePoint points[] = {{rect.x + rect.width / 2, drag_->y < rect.y ? rect.y : rect.bottom()},
                                   {drag_->x, drag_->y}};
      return draw_curve(
          kit_, points,
          {.ink = kit_.colour(Token::accent), .thickness = 2, .stroke = Stroke::dashed, .head = Head::arrow});
    }
    kit_.wake_in(0);
    for (std::size_t node = 0; node < graph_.node_count; ++node)
      // What leads there already keeps its kind.
      if (node != dragged_ && rect_of(node).contains(drag_->x, drag_->y) && !leads(dragged_, node))
        form_.wants("causes/links", LinkFactor{factor(dragged_).id, CauseLinkKind::contributed_to, target_of(node)});
  }

  bool leads(std::size_t from, std::size_t to) const {
    return std::ranges::any_of(graph_.edges, [&](const GraphEdge& edge) { return edge.from == from && edge.to == to; });
  }

  void draw_legend() {
    auto row = kit_.row(16, 0);
    for (const CauseLinkKind kind :
         {CauseLinkKind::contributed_to, CauseLinkKind::let_it_escalate, CauseLinkKind::delayed_detection,
          CauseLinkKind::delayed_response, CauseLinkKind::limited}) {
      if (std::ranges::find(graph_.edges, kind, &GraphEdge::kind) == graph_.edges.end()) continue;
      kit_.make_room(sample_length + 8 + kit_.measure(Style::caption, kit_.say(label_of(kind))));
      {
        auto pair = kit_.row(4, 0);
        draw_kind(kit_, kind, true);
      }
      kit_.space(12);
    }
    for (std::size_t node = 1; node < graph_.node_count; ++node) {
      if (!is_open(node)) continue;
      const std::string_view words = kit_.say(Text::editor_no_action_yet);
      const Rect rect = kit_.place(std::ceil(kit_.measure(Style::caption, words)) + 16, 18);
      kit_.draw_list().AddCircleFilled({rect.x + 4, rect.y + 9}, 4, kit_.colour(Token::warning));
      kit_.draw_line(Style::caption, rect.x + 14, rect.y, kit_.colour(Token::second), words);
      break;
    }
  }

  /// What is chosen, to be written in: its words, what it led to, and why it was possible.
  void draw_chosen() {
    std::optional<Uuid>& chosen = form_.memory.chosen_cause;
    if (!chosen) return;
    std::size_t node = 0;
    while (node < graph_.node_count && id_of(node) != *chosen) ++node;
    if (node == graph_.node_count) return chosen.reset();
    // Named by its number, which stays while its words are written.
    const std::string title = node == incident ? name_of(node) : kit_.say(Text::editor_factor_number, node);
    const bool is_open = dialog(kit_, title, 560, [&] {
      if (node != incident) {
        const std::string path = joined("causes/factors", factor(node).id);
        form_.field(
            joined(path, "text"),
            {.name = title, .placeholder = Text::editor_factor_prompt, .label_hidden = true, .rows = 1, .wraps = true});
        draw_links(node);
        draw_whys_of(node);
        draw_factor_details(form_, factor(node), path);
      } else {
        text(kit_, words_of(node), {.style = Style::strong});
        draw_whys_of(node);
      }
      auto row = kit_.row();
      kit_.spacer();
      if (button(kit_, kit_.say(Text::kit_close), {.look = Look::primary})) kit_.dismiss_overlay();
    });
    if (!is_open) chosen.reset();
  }

  void draw_whys_of(std::size_t node) {
    const std::string name = name_of(node);
    draw_why(form_, {.target = target_of(node), .name = name});
    if (node == incident)
      draw_why(form_, {.target = target_of(node), .name = name, .kind = CauseLinkKind::let_it_escalate});
  }

  /// Each link with its kind and a way to take it out, and one more.
  void draw_links(std::size_t node) {
    text(kit_, kit_.say(Text::editor_led_to), {.style = Style::secondary});
    const unrepeat::Id<Factor> from = factor(node).id;
    const std::vector<std::string_view> kinds = form_.names_of(type_of<CauseLinkKind>());
    const std::vector<std::string_view> definitions = form_.definitions_of(type_of<CauseLinkKind>());
    std::vector<bool> is_linked(graph_.node_count);
    is_linked[node] = true;
    for (const GraphEdge& edge : graph_.edges) {
      if (edge.from != node || is_linked[edge.to]) continue;
      is_linked[edge.to] = true;
      const std::string path = joined("causes/links", causes_.links[edge.link].id), name = name_of(edge.to);
      auto scope = kit_.scope(path);
      auto row = kit_.row(8, kit_.control_height());
      if (const auto kind = form_.choice(path, name, kinds, static_cast<std::size_t>(edge.kind),
                                         {.label_hidden = true, .definitions = definitions, .width = 180}))
        form_.wants(path, LinkFactor{from, static_cast<CauseLinkKind>(*kind), target_of(edge.to)});
      text(kit_, name, {.style = Style::control});
      if (icon_button(kit_, Icon::x, kit_.say(Text::kit_remove, name), {.look = Look::quiet, .key = "unlink"}))
        form_.wants(path, LinkFactor{from, std::nullopt, target_of(edge.to)});
    }
    std::vector<std::string> names{std::string(kit_.say(Text::editor_led_to_add))};
    std::vector<std::size_t> nodes{node};
    for (std::size_t other = 0; other < graph_.node_count; ++other) {
      if (is_linked[other]) continue;
      names.push_back(name_of(other));
      nodes.push_back(other);
    }
    if (nodes.size() == 1) return;
    const std::vector<std::string_view> offered(names.begin(), names.end());
    if (const auto chosen =
            form_.choice("causes/links", names.front(), offered, 0, {.label_hidden = true, .width = 280});
        chosen && *chosen > 0)
      form_.wants("causes/links", LinkFactor{from, CauseLinkKind::contributed_to, target_of(nodes[*chosen])});
  }

  PartForm& form_;
  Kit& kit_;
  const Causes& causes_;
  CausesLaidOut& known_;
  const CauseGraph& graph_;
  const GraphLayout& layout_;
  GraphRoom room_{};
  float left_ = 0, top_ = 0;
  std::optional<Kit::Drag> drag_;
  std::size_t dragged_ = 0;
};

/// From the incident on: each answer indented below what it explains, and a line to ask on below what is chosen. What
/// made the incident possible, what let it escalate and what kept it from being worse are asked apart.
class Whys {
 public:
  explicit Whys(PartForm& form) : form_(form), kit_(form.kit), causes_(form.value.causes), graph_(graph_of(causes_)) {}

  void draw() {
    is_shown_.assign(graph_.node_count, false);
    is_shown_[incident] = true;
    text(kit_, form_.value.title.empty() ? kit_.say(Text::editor_the_incident) : std::string_view(form_.value.title),
         {.style = Style::strong});
    for (const Question& question : questions) draw(question);
    std::optional<Kit::Scope> unlinked;
    for (std::size_t node = 1; node < graph_.node_count; ++node) {
      if (is_shown_[node]) continue;
      if (!unlinked) unlinked.emplace(begin_list(kit_.say(Text::editor_unlinked)));
      draw(node, 0, {}, CauseLinkKind::contributed_to);
    }
  }

 private:
  static constexpr float indent = 20;
  static constexpr std::size_t deepest_indent = 8;

  struct Question {
    Text title;
    CauseLinkKind usual;  ///< What is not said of what answers it.
    bool is_always_asked;
    bool (*is_answered_by)(CauseLinkKind kind);
  };
  static constexpr Question questions[] = {
      {Text::editor_made_possible, CauseLinkKind::contributed_to, true,
       [](CauseLinkKind kind) { return kind == CauseLinkKind::contributed_to; }},
      {Text::editor_let_escalate, CauseLinkKind::let_it_escalate, true,
       [](CauseLinkKind kind) { return kind != CauseLinkKind::contributed_to && kind != CauseLinkKind::limited; }},
      {Text::editor_limited_it, CauseLinkKind::limited, false,
       [](CauseLinkKind kind) { return kind == CauseLinkKind::limited; }},
  };

  std::string target_of(std::size_t node) const {
    return node == incident ? "incident" : text_of(causes_.factors[node - 1].id);
  }
  std::string name_of(std::size_t node) const {
    return node == incident ? std::string(kit_.say(Text::editor_the_incident))
                            : beginning_of(causes_.factors[node - 1].text);
  }

  Kit::Scope begin_list(std::string_view title) {
    heading(kit_, 3, title, Style::secondary_strong);
    return kit_.region(Role::list, title);
  }

  void draw(const Question& question) {
    const std::vector<Answer> answers = answers_to(incident, question.is_answered_by);
    if (answers.empty() && !question.is_always_asked) return;
    auto scope = kit_.scope(static_cast<uint64_t>(question.title));
    auto list = begin_list(kit_.say(question.title));
    const float top = kit_.pen_y(), left = kit_.place(0, 0).x;
    kit_.move_pen(top);
    for (const Answer& answer : answers) draw(answer.node, 1, answer.kinds, question.usual);
    list.close();
    if (question.is_always_asked) {
      auto below = kit_.inset(indent, 0, 8);
      draw_why(form_, {.target = target_of(incident), .name = name_of(incident), .kind = question.usual});
    }
    draw_line(left, top);
  }

  /// A cause, and in which ways it is one of this.
  struct Answer {
    std::size_t node;
    std::vector<CauseLinkKind> kinds;
  };
  std::vector<Answer> answers_to(std::size_t node, bool (*is_wanted)(CauseLinkKind kind) = nullptr) const {
    std::vector<Answer> answers;
    for (const GraphEdge& edge : graph_.edges) {
      if (edge.to != node || (is_wanted != nullptr && !is_wanted(edge.kind))) continue;
      auto answer = std::ranges::find(answers, edge.from, &Answer::node);
      if (answer == answers.end()) answer = answers.insert(answers.end(), {edge.from, {}});
      answer->kinds.push_back(edge.kind);
    }
    return answers;
  }

  void draw_line(float left, float top) {
    kit_.fill({left + indent / 2 - 4, top, 1, kit_.pen_y() - top - 12}, kit_.colour(Token::line));
  }

  void draw(std::size_t node, std::size_t depth, const std::vector<CauseLinkKind>& kinds, CauseLinkKind usual) {
    const std::string target = target_of(node), name = name_of(node);
    auto scope = kit_.scope(target);
    const bool was_shown = is_shown_[node];
    is_shown_[node] = true;
    auto inset = kit_.inset(indent * static_cast<float>(std::min(depth, deepest_indent)), 0, 4);
    {
      auto item = kit_.region(Role::listitem);
      if (std::ranges::any_of(kinds, [&](CauseLinkKind kind) { return kind != usual; })) {
        // In line with the words below.
        auto words = kit_.inset(4, 0, 0);
        auto row = kit_.row(6, 0);
        for (const CauseLinkKind kind : kinds) draw_kind(kit_, kind, false);
      }
      if (was_shown) {
        auto words = kit_.inset(4, 0, 4);
        text(kit_, kit_.say(Text::editor_shown_above, name), {.style = Style::secondary});
        return;
      }
      form_.field(joined(joined("causes/factors", causes_.factors[node - 1].id), "text"),
                  {.name = kit_.say(Text::editor_factor_number, node),
                   .placeholder = Text::editor_factor_prompt,
                   .plain = true,
                   .label_hidden = true,
                   .rows = 1,
                   .wraps = true});
    }
    const float left = kit_.place(0, 0).x;
    inset.close();
    const float top = kit_.pen_y();
    const std::vector<Answer> answers = answers_to(node);
    for (const Answer& answer : answers) draw(answer.node, depth + 1, answer.kinds, CauseLinkKind::contributed_to);
    // Asked where nothing answers yet.
    if (answers.empty()) {
      auto item = kit_.region(Role::listitem);
      auto below = kit_.inset(indent * static_cast<float>(std::min(depth + 1, deepest_indent)), 0, 8);
      draw_why(form_, {.target = target, .name = name, .plain = true});
    }
    draw_line(left, top);
  }

  PartForm& form_;
  Kit& kit_;
  const Causes& causes_;
  CauseGraph graph_;
  std::vector<bool> is_shown_;
};

}  // namespace

void draw_cause_graph(PartForm& form) {
  {
    auto wide = form.whole_width();
    GraphDrawing(form).draw();
  }
  text(form.kit, form.kit.say(Text::editor_graph_hint), {.style = Style::caption});
}

void draw_whys(PartForm& form) { Whys(form).draw(); }

}  // namespace unrepeat::shell
