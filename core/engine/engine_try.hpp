// How a request ends at the first step that fails: for the functions of Engine.
#pragma once

#include <expected>
#include <utility>

/// A step of the store that fails is the answer.
#define ENGINE_TRY(name, step) \
  auto name = (step);          \
  if (!name) return std::unexpected(failed(name.error()))
/// As above, where the failure already is an answer.
#define ENGINE_PASS(name, step) \
  auto name = (step);           \
  if (!name) return std::unexpected(std::move(name.error()))
