// Lines between things that stand below one another: they leave and arrive upright. Each of them is told apart by its
// dashes and by its head, never by its colour alone.
#pragma once

#include <span>

#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

struct CurvePoint {
  float x, y;
  float bend = 0.5f;  ///< How far on the way to it, as a share of the height, the line turns.
};

enum class Stroke : uint8_t { whole, dashed, dotted, dash_dotted };
enum class Head : uint8_t { none, arrow, open_arrow, diamond, bar };

struct CurveLook {
  ImU32 ink{};
  float thickness = 1.5f;
  Stroke stroke = Stroke::whole;
  Head head = Head::none;  ///< At the last point.
};

/// Through all points, of which there are at least two; the head points up or down.
void draw_curve(Kit& kit, std::span<const CurvePoint> points, const CurveLook& look);

/// A straight piece of such a line, from the left to the right, for a legend.
void draw_sample(Kit& kit, CurvePoint start, float length, const CurveLook& look);

}  // namespace unrepeat::shell
