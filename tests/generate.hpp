// Random values of any described type, for properties: made from the description alone, so a new field is covered at
// once.
#pragma once

#include <rapidcheck.h>

#include <string>

#include "core/postmortem/postmortem.hpp"

namespace unrepeat::test {

/// Fills a default value. Ids are unique within the run; texts hold what breaks formats; unknown keys stand anywhere.
void generate(const Type& type, void* value, TextRule rule = TextRule::line);

template <class T>
rc::Gen<T> generated() {
  return rc::gen::exec([] {
    T value;
    generate(type_of<T>(), &value);
    return value;
  });
}

/// As a file can hold it: the timeline in canonical order.
rc::Gen<Postmortem> generated_postmortem();

}  // namespace unrepeat::test
