// Curves, whole or dashed.
#include "shell/widgets/curve.hpp"

#include <algorithm>
#include <cmath>

namespace unrepeat::shell {
namespace {

constexpr int steps = 32;
constexpr float dash = 6, pause = 4, arrow = 6;

class Pen {
 public:
  Pen(ImDrawList& list, ImU32 ink, const CurveLook& look, CurvePoint at)
      : list_(list), ink_(ink), look_(look), at_(at) {}

  void curve_to(CurvePoint end) {
    const CurvePoint start = at_;
    const float reach = (end.y - start.y) / 2;
    for (int i = 1; i <= steps; ++i) {
      const float t = static_cast<float>(i) / steps, u = 1 - t;
      const float a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
      line_to(
          {(a + b) * start.x + (c + d) * end.x, a * start.y + b * (start.y + reach) + c * (end.y - reach) + d * end.y});
    }
  }

 private:
  void line_to(CurvePoint end) {
    const float length = std::hypot(end.x - at_.x, end.y - at_.y);
    if (!look_.dashed) {
      list_.AddLine({at_.x, at_.y}, {end.x, end.y}, ink_, look_.thickness);
    } else {
      const auto point = [&](float where) {
        return ImVec2{at_.x + (end.x - at_.x) * where / length, at_.y + (end.y - at_.y) * where / length};
      };
      for (float along = 0; along < length;) {
        const float phase = std::fmod(drawn_ + along, dash + pause);
        const bool is_dash = phase < dash;
        const float piece = std::min(length - along, std::max(0.01f, (is_dash ? dash : dash + pause) - phase));
        if (is_dash) list_.AddLine(point(along), point(along + piece), ink_, look_.thickness);
        along += piece;
      }
      drawn_ += length;
    }
    at_ = end;
  }

  ImDrawList& list_;
  ImU32 ink_;
  const CurveLook& look_;
  CurvePoint at_;
  float drawn_ = 0;
};

}  // namespace

void draw_curve(Kit& kit, std::span<const CurvePoint> points, ImU32 ink, const CurveLook& look) {
  CurvePoint end = points.back();
  const float head = points.front().y > end.y ? arrow : -arrow;
  if (look.has_arrow) {
    kit.draw_list().AddTriangleFilled({end.x, end.y}, {end.x - 4, end.y + head * 1.2f},
                                      {end.x + 4, end.y + head * 1.2f}, ink);
    end.y += head;
  }
  Pen pen(kit.draw_list(), ink, look, points.front());
  for (std::size_t i = 1; i < points.size(); ++i) pen.curve_to(i + 1 == points.size() ? end : points[i]);
}

}  // namespace unrepeat::shell
