// Curves, in their strokes and with their heads.
#include "shell/widgets/curve.hpp"

#include <algorithm>
#include <cmath>

namespace unrepeat::shell {
namespace {

/// How long each dash and the pause after it are.
std::span<const float> pieces_of(Stroke stroke) {
  static constexpr float dashed[] = {7, 4}, dotted[] = {2, 3}, dash_dotted[] = {8, 3, 2, 3};
  switch (stroke) {
    case Stroke::dashed: return dashed;
    case Stroke::dotted: return dotted;
    case Stroke::dash_dotted: return dash_dotted;
    case Stroke::whole: break;
  }
  return {};
}

/// From one point to the next, upright at both ends. As many corners as are needed to look round.
class Curve {
 public:
  Curve(CurvePoint start, CurvePoint end) : start_(start), end_(end) {
    const float length = std::abs(end.x - start.x) + std::abs(end.y - start.y);
    if (start.x != end.x) corners_ = static_cast<int>(std::clamp(length / 8, 6.f, 32.f));
  }
  int corners() const { return corners_; }
  CurvePoint corner(int index) const {
    if (index == corners_) return end_;
    const float t = static_cast<float>(index) / static_cast<float>(corners_), u = 1 - t;
    const float a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
    const float middle = start_.y + (end_.y - start_.y) * end_.bend;
    return {(a + b) * start_.x + (c + d) * end_.x, a * start_.y + (b + c) * middle + d * end_.y};
  }

 private:
  CurvePoint start_, end_;
  int corners_ = 1;
};

void draw_whole(ImDrawList& list, const Curve& curve, ImU32 ink, float thickness) {
  for (int i = 0; i <= curve.corners(); ++i) {
    const CurvePoint at = curve.corner(i);
    list.PathLineTo({at.x, at.y});
  }
  list.PathStroke(ink, 0, thickness);
}

/// Drawn corner by corner, so that a piece goes on round a bend; from the end on, where lines that met go on together.
void draw_pieces(ImDrawList& list, const Curve& curve, std::span<const float> pieces, ImU32 ink, float thickness) {
  CurvePoint at = curve.corner(curve.corners());
  std::size_t piece = 0;
  float left = pieces[0];
  for (int i = curve.corners() - 1; i >= 0; --i) {
    const CurvePoint end = curve.corner(i);
    const float length = std::hypot(end.x - at.x, end.y - at.y);
    const auto point = [&](float where) {
      return ImVec2{at.x + (end.x - at.x) * where / length, at.y + (end.y - at.y) * where / length};
    };
    for (float along = 0; along < length;) {
      const float step = std::min(length - along, left);
      if (piece % 2 == 0) list.AddLine(point(along), point(along + step), ink, thickness);
      along += step;
      left -= step;
      if (left <= 0) piece = (piece + 1) % pieces.size(), left = pieces[piece];
    }
    at = end;
  }
}

void draw_stroke(ImDrawList& list, const Curve& curve, const CurveLook& look) {
  if (look.stroke == Stroke::whole)
    draw_whole(list, curve, look.ink, look.thickness);
  else
    draw_pieces(list, curve, pieces_of(look.stroke), look.ink, look.thickness);
}

/// How far the line ends before what it points at.
float length_of(Head head) {
  switch (head) {
    case Head::arrow: return 7;
    case Head::open_arrow: return 8;
    case Head::diamond: return 10;
    case Head::bar: return 3;
    case Head::none: break;
  }
  return 0;
}

/// `along` is the direction in which it points, one pixel long.
void draw_head(ImDrawList& list, CurvePoint tip, ImVec2 along, const CurveLook& look) {
  const auto at = [&](float back, float side) {
    return ImVec2{tip.x - along.x * back - along.y * side, tip.y - along.y * back + along.x * side};
  };
  switch (look.head) {
    case Head::arrow: list.AddTriangleFilled(at(0, 0), at(8, -4.5f), at(8, 4.5f), look.ink); break;
    case Head::open_arrow: list.AddTriangle(at(1, 0), at(8, -4), at(8, 4), look.ink, 1.5f); break;
    case Head::diamond: list.AddQuad(at(1, 0), at(5.5f, -4), at(10, 0), at(5.5f, 4), look.ink, 1.5f); break;
    case Head::bar: list.AddLine(at(3, -6), at(3, 6), look.ink, 3); break;
    case Head::none: break;
  }
}

}  // namespace

void draw_curve(Kit& kit, std::span<const CurvePoint> points, const CurveLook& look) {
  ImDrawList& list = kit.draw_list();
  CurvePoint last = points.back();
  const float length = length_of(look.head), up = points.front().y > last.y ? -1.f : 1.f;
  if (kit.is_visible({last.x - 8, last.y - 12, 16, 24})) draw_head(list, last, {0, up}, look);
  last.y -= up * length;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const CurvePoint from = points[i - 1], to = i + 1 == points.size() ? last : points[i];
    // It stays between its ends. Dashes begin anew at each point, so that scrolling moves none of them.
    const float left = std::min(from.x, to.x) - look.thickness, top = std::min(from.y, to.y) - look.thickness;
    if (kit.is_visible(
            {left, top, std::abs(to.x - from.x) + 2 * look.thickness, std::abs(to.y - from.y) + 2 * look.thickness}))
      draw_stroke(list, {from, to}, look);
  }
}

void draw_sample(Kit& kit, CurvePoint start, float length, const CurveLook& look) {
  const float end = start.x + length;
  if (!kit.is_visible({start.x, start.y - 6, length, 12})) return;
  draw_head(kit.draw_list(), {end, start.y}, {1, 0}, look);
  draw_stroke(kit.draw_list(), {start, {end - length_of(look.head), start.y}}, look);
}

}  // namespace unrepeat::shell
