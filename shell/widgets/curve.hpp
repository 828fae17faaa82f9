// Lines between things that stand below one another: they leave and arrive upright.
#pragma once

#include <span>

#include "shell/widgets/kit.hpp"

namespace unrepeat::shell {

struct CurvePoint {
  float x, y;
};

struct CurveLook {
  float thickness = 1.5f;
  bool dashed = false;
  bool has_arrow = false;  ///< At the last point, up or down.
};

/// Through all points, of which there are at least two.
void draw_curve(Kit& kit, std::span<const CurvePoint> points, ImU32 ink, const CurveLook& look);

}  // namespace unrepeat::shell
