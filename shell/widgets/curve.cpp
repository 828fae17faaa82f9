// Curves, whole or dashed.
#include "shell/widgets/curve.hpp"

#include <algorithm>
#include <cmath>

namespace unrepeat::shell {
namespace {

constexpr float dash = 6, pause = 4, arrow = 6;

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
    const float middle = (start_.y + end_.y) / 2;
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

void draw_dashes(ImDrawList& list, const Curve& curve, ImU32 ink, float thickness) {
  CurvePoint at = curve.corner(0);
  float drawn = 0;
  for (int i = 1; i <= curve.corners(); ++i) {
    const CurvePoint end = curve.corner(i);
    const float length = std::hypot(end.x - at.x, end.y - at.y);
    const auto point = [&](float where) {
      return ImVec2{at.x + (end.x - at.x) * where / length, at.y + (end.y - at.y) * where / length};
    };
    for (float along = 0; along < length;) {
      const float phase = std::fmod(drawn + along, dash + pause);
      const bool is_dash = phase < dash;
      const float piece = std::min(length - along, std::max(0.01f, (is_dash ? dash : dash + pause) - phase));
      if (is_dash) list.AddLine(point(along), point(along + piece), ink, thickness);
      along += piece;
    }
    drawn += length;
    at = end;
  }
}

}  // namespace

void draw_curve(Kit& kit, std::span<const CurvePoint> points, ImU32 ink, const CurveLook& look) {
  ImDrawList& list = kit.draw_list();
  CurvePoint last = points.back();
  const float head = points.front().y > last.y ? arrow : -arrow;
  if (look.has_arrow) {
    if (kit.is_visible({last.x - 4, last.y - 2 * arrow, 8, 4 * arrow}))
      list.AddTriangleFilled({last.x, last.y}, {last.x - 4, last.y + head * 1.2f}, {last.x + 4, last.y + head * 1.2f},
                             ink);
    last.y += head;
  }
  for (std::size_t i = 1; i < points.size(); ++i) {
    const CurvePoint from = points[i - 1], to = i + 1 == points.size() ? last : points[i];
    // It stays between its ends. Dashes begin anew at each point, so that scrolling moves none of them.
    const float left = std::min(from.x, to.x) - look.thickness, top = std::min(from.y, to.y) - look.thickness;
    if (!kit.is_visible(
            {left, top, std::abs(to.x - from.x) + 2 * look.thickness, std::abs(to.y - from.y) + 2 * look.thickness}))
      continue;
    if (look.dashed)
      draw_dashes(list, {from, to}, ink, look.thickness);
    else
      draw_whole(list, {from, to}, ink, look.thickness);
  }
}

}  // namespace unrepeat::shell
