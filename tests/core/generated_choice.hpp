// Choices inside a property, each as likely in every try: rapidcheck's own grow with the tries.
#pragma once

#include <rapidcheck.h>

#include <vector>

namespace unrepeat {

/// From 0 on.
template <class Number>
Number below(Number end) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<Number>(0, end));
}
template <class T>
T one_of(const std::vector<T>& list) {
  return list[below(list.size())];
}

}  // namespace unrepeat
